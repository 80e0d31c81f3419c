"""Every sentence and figure that a person reads, once for all faces. Data comes in, words go out."""
