"""Commands that are more than a few lines over the public names: what the command line loads only when asked."""
