"""The periods and hours of a place, its activities, the week and the year drawn."""
