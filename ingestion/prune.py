"""What is no longer needed goes: generations beyond the number kept, and everything only they used."""

import shutil

from ingestion.index import Index


def discard_unfinished(index: Index) -> None:
    """Remove what a killed sync left half-built; its documents and vectors stay for the next one to use."""
    unfinished = [found.id for found in index.ledger.generations.all() if found.status == "building"]
    if unfinished:
        index.ledger.generations.forget(unfinished)


def unknown_collections(index: Index) -> set[str]:
    """Collections in the store with this installation's name that its ledger does not know."""
    mine = {name for name in index.vectors.names() if name.startswith(index.collections_prefix)}
    return mine - index.ledger.collections.names()


def prune(index: Index) -> int:
    """Keep the active generation and the newest others. Returns how many were removed.

    Vectors leave the store before the ledger forgets them: a killed prune leaves work, never a wrong count.
    """
    ledger = index.ledger
    generations = ledger.generations.all()
    others = [found for found in generations if found.status == "retired"]
    gone = others[index.settings.keep_generations - 1 :]
    ledger.generations.forget([found.id for found in gone])
    orphans = ledger.collections.orphans()
    unknown = unknown_collections(index)
    for name in index.vectors.names() & (orphans | unknown):
        index.vectors.drop(name)
    ledger.collections.forget(orphans)
    ledger.documents.forget_orphans()
    ledger.embeddings.forget_orphans()
    kept = {found.name for found in generations if found not in gone}
    for folder in index.settings.lexical_folder.glob("g*"):
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
    return len(gone)
