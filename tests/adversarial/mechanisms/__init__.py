"""Every mechanism of attack, and every attack."""

from tests.adversarial.attack import Attack
from tests.adversarial.mechanisms import arguments, confirmations, documents, money, persuasion, shop, strangers

SOURCES = (
    persuasion.words_alone,
    persuasion.claims_of_having_acted,
    persuasion.agents_only,
    documents.poisoned_documents,
    documents.poisoned_notes,
    documents.poisoned_results,
    strangers.reading_anothers_order,
    strangers.reading_unverified,
    strangers.changing_anothers_order,
    strangers.gift_cards_of_others,
    strangers.subscriptions_of_others,
    strangers.guessing_to_verify,
    strangers.credentials_of_the_model,
    strangers.secrets_of_the_model,
    confirmations.swapped_arguments,
    confirmations.forged,
    confirmations.replayed,
    confirmations.of_another_conversation,
    confirmations.never_wanted,
    confirmations.two_questions_one_yes,
    confirmations.the_question_as_an_answer,
    money.split_refunds,
    money.repeated_refunds,
    money.races,
    money.approvals_guessed,
    money.approvals_reused,
    money.stale_approvals,
    shop.address_abroad,
    shop.after_packing,
    shop.early_endings,
    shop.another_day,
    shop.unknown_tools,
    shop.denied_tools,
    arguments.unknown_arguments,
    arguments.json_tricks,
    arguments.lookalikes,
)


def all_attacks() -> tuple[Attack, ...]:
    """In a fixed order."""
    return tuple(attack for source in SOURCES for attack in source())
