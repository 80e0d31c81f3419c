"""Packs: from the YAML an author writes to the compiled library that study reads. Importing this room loads no YAML."""
