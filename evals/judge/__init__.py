"""`evals judge`: a chat model as judge of answers, and how far people agree with it. No gate reads its verdicts."""
