"""Simulated learners and bots go through a pack with the real engine: what its author learns before anybody suffers."""
