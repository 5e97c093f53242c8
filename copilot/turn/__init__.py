"""One turn is a straight line: understand, facts, gate, act, retrieve, assemble, answer, record. A file per step."""
