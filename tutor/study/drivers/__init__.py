"""The programs that run in the box beside a learner's: each is sent there as text and needs the standard library alone.

They carry out what the request says and report what came, each record with the request's token. What is right they are
never told. The learner's program always runs in another process than they, without their pipe.
"""
