"""What families pay: fees, reductions, the cap, the price per hour."""
