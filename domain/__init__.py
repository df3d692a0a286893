"""What is true: nouns, facts and decisions of neighbourhood work. Standard library only."""
