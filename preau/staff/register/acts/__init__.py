"""What is done with the register, one function per verb."""
