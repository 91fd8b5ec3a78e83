"""The chains of time limits: what follows what, from the first meeting of a CCA to the renewal of its programme."""
