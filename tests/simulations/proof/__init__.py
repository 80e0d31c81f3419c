"""The proof that the engine teaches: learners whose laws are not ours, several ways to teach them, and the truth.

`course` is what is to be learned, `laws` how people acquire and forget, `people` who learns and when, `life` one learner
in the course (the only place where the truth is kept), `peers` and `oracle` the other policies, `ours` the real study
service, `running` puts them together, `marks` judges. Everything follows from seeds; times are days since the start.
"""
