"""Homework schools (« écoles de devoirs »): the decree of 28 April 2004 and its order of 25 June 2004 as rules."""
