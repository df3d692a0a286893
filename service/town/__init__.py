"""A simulated town: invented people and teams that send the same commands as a client would."""
