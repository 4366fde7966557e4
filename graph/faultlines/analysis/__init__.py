"""Graph → networks and frames. Nothing here draws or writes."""
