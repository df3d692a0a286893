"""What is true: the nouns, the facts and the decisions of neighbourhood work. Standard library only."""
