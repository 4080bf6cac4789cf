"""Training of the encoder, on a pretrained network of toy size that the test makes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_corpora import write_small_corpora

from contract_lens.clause import TextKind
from contract_lens.errors import InputMissing
from contract_lens.judge.store import load_accurate
from contract_lens.learn.accurate import heldout_path
from contract_lens.learn.training import train

REASON = "the extra 'encoder' is not installed"


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of 16 dimensions with random weights, and word pieces that are letters."""
    torch = pytest.importorskip("torch", reason=REASON)
    transformers = pytest.importorskip("transformers", reason=REASON)
    tokenizers = pytest.importorskip("tokenizers", reason=REASON)
    folder = tmp_path_factory.mktemp("toy")
    letters = [
        "[PAD]",
        "[UNK]",
        *"abcdefghijklmnopqrstuvwxyz#",
        *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
    ]
    pieces = tokenizers.Tokenizer(
        tokenizers.models.WordPiece({piece: k for k, piece in enumerate(letters)}, unk_token="[UNK]")
    )
    pieces.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    pieces.save(str(folder / "tokenizer.json"))
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=len(letters),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=256,
    )
    transformers.BertModel(config).save_pretrained(folder)
    return folder


@pytest.mark.filterwarnings("ignore")  # torch and the exporter warn about their own future
def test_the_encoder_is_trained_blended_and_blended_again(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("onnxruntime", reason=REASON)
    corpora = write_small_corpora(tmp_path / "corpora", 1500, clauses="clauses/authored-pairs.jsonl")
    out = tmp_path / "models"
    report = train(corpora, encoder=toy, out=out)
    assert {path.name for path in report.files} >= {"accurate.onnx", "accurate.card.json"}
    assert [scores.kind for scores in report.accurate] == list(TextKind)
    first = load_accurate(out).encoder.decision_function([["@1", "shall", "pay"]], TextKind.CLAUSE)
    assert np.isfinite(first).all()
    again = train(corpora, out=out)  # only the linear models: the blend follows them
    assert [score.stance[0].texts for score in again.accurate] == [
        score.stance[0].texts for score in report.accurate
    ]
    load_accurate(out)
    with np.load(heldout_path(out)) as kept:
        assert len(kept["clause_ids"]) == len(kept["clause_scores"])


def test_a_folder_without_an_encoder_is_refused(tmp_path: Path) -> None:
    from contract_lens.learn.encoder import check_weights

    with pytest.raises(InputMissing, match=r"model\.safetensors"):
        check_weights(tmp_path)
