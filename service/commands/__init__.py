"""What the commands of `wijkboek` do: plain functions, told where to print."""
