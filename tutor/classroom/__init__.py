"""The teacher's side: a class folder, what is handed out and collected, and what it says about who needs what."""
