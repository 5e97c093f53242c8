"""The words that policies use to limit, to refer and to define."""

import re

REFERENCE = re.compile(
    r"(?:\b(?:sections?|clauses?|paragraphs?|§§?)\s*)(\d+(?:\.\d+)*(?:\s*(?:,|and|or|to|&)\s*\d+(?:\.\d+)*)*)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:\.\d+)*")
HEADING_NUMBER = re.compile(r"^(?:section\s+|clause\s+|§\s*)?(\d+(?:\.\d+)*)[.):]?\s+", re.IGNORECASE)
CLAUSE_NUMBER = re.compile(r"^\s{0,3}(?:[-*+]\s+)?\**(\d+(?:\.\d+)+)\.?\**\s", re.MULTILINE)

# "Except as stated in section 4, you may ...": the sentence is the rule, what it names limits it.
LIMITED_BY = re.compile(
    r"\bexcept (?:as|where|for|in)\b|\bsubject to\b|\bunless\b|\bexceptions?\b|\bwith the exception\b|\bnot all\b"
    r"|\bother than\b|\bexcluding\b|\blimits? (?:are|is) (?:in|under)\b",
    re.IGNORECASE,
)
# "Section 4 does not apply to ...", "whatever the return window says": the sentence limits what it names.
LIMITS = re.compile(
    r"\b(?:does|do|shall|will) not apply\b|\bwhatever\b.*\bsays?\b|\bregardless of\b|\bdespite\b|\bnotwithstanding\b"
    r"|\binstead of\b|\boverrides?\b|\bno longer applies\b",
    re.IGNORECASE,
)
# "Section 5 lists the orders for which this does not hold": what it names limits it, whatever it says of applying.
POINTS_TO_LIMITS = re.compile(
    r"\b(?:sections?|clauses?|paragraphs?)\s+\d[\d.]*(?:\s*(?:,|and|or|to|&)\s*\d[\d.]*)*\s+"
    r"(?:lists?|names?|sets? out|states?|says?|describes?|explains?|tells?)\b.*"
    r"(?:\b(?:for|to|in|on|from) (?:which|whom)\b.*\b(?:not|no|never)\b|\bexceptions?\b)",
    re.IGNORECASE,
)
# A sentence that takes something away, with nothing named.
RESTRICTS = re.compile(
    r"\bcan(?:not|'t|’t| not)\b|\bmay not\b|\bmust not\b|\bare not\b|\bis not\b|\bdoes not\b|\bdo not\b|\bwill not\b"
    r"|\bwon['’]t\b|\bno\b.*\b(?:refund|returns?|exchange)|\bonly (?:within|if|when|for|by|after|before|on|in)\b"
    r"|\bexclud(?:es?|ed|ing)\b|\bexcept\b|\bunless\b|\bexceptions?\b|\bmust be\b.*\bwithin\b"
    r"|\bdoesn['’]t\b|\baren['’]t\b"
    r"|\bnot covered\b|\bdeduct\b|\bsurcharge\b",
    re.IGNORECASE,
)
# A sentence that grants something: what an exception can be an exception to.
GRANTS = re.compile(
    r"\b(?:may|can|will|are|is|be) (?:\w+ )?(?:returned?|refunded?|exchanged?|cancel(?:led)?|chang(?:e|ed)|covered|free"
    r"|extended|replaced|eligible|entitled|paid|treated|add(?:ed)?|skip(?:ped)?|withdrawn?|used?|earned?)\b"
    r"|\byou (?:may|can)\b|\bwe (?:refund|replace|cover|offer|give|pay|match|extend|accept|will)\b"
    r"|\bworth\b|\bwithin \d+",
    re.IGNORECASE,
)
EXCEPTION_HEADING = re.compile(
    r"\b(?:exceptions?|exclusions?|excluded|exempt|limitations?|limits|does not apply|do not apply|not covered"
    r"|not eligible|cannot be|can[’']?t be|what we do not|what we don['’]t|when we do not|when we don['’]t|not included"
    r"|not available|special cases|unless)\b",
    re.IGNORECASE,
)
DEFINES = re.compile(
    r"[\"“*_]*\b([A-Z][\w-]*(?: [\w-]+){0,3}?)[\"”*_]* "
    r"(?:means?|refers? to|(?:is|are) defined as|(?:is|are) treated as|counts as)\b"
)
_ORDINARY = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "by",
        "do",
        "does",
        "for",
        "from",
        "how",
        "in",
        "is",
        "it",
        "its",
        "not",
        "of",
        "on",
        "or",
        "our",
        "section",
        "policy",
        "that",
        "the",
        "these",
        "this",
        "to",
        "us",
        "we",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "you",
        "your",
        "if",
        "then",
        "there",
        "they",
        "their",
        "some",
        "all",
        "most",
        "item",
        "items",
        "goods",
    ]
)


def content_words(text: str) -> list[str]:
    """Lower-case words that carry meaning, without numbers of headings."""
    return [word for word in re.findall(r"[a-z][a-z'’-]+", text.lower()) if word not in _ORDINARY]
