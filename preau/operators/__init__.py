"""Who cares for children outside school: organising bodies, operators, their places, offer, fees and care project."""
