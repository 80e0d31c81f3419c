"""What travels between a learner and a teacher: the two files' contents as data, their consent levels, codes, chains.

One container serves both directions: a hand-in (learner to teacher) and a hand-out (teacher to learner). It never holds
a learner's name: a code stands for the learner, and whose code it is only the teacher's roster knows.
"""
