"""From a trained network to the file that is shipped: ONNX, with 8-bit weights."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import torch

from contract_lens.clause import TextKind
from contract_lens.learn.encoder.network import SentenceNetwork

_OPSET = 17


def export_network(network: SentenceNetwork, target: Path) -> None:
    """Write a network as ONNX with weights rounded to 8 bits, a quarter of the size.

    Args:
        network: The trained network.
        target: The file to write; its inputs are ``ids`` and ``mask``, its outputs named like ``TextKind``.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    names = [kind.value for kind in TextKind]
    axes: dict[str, Any] = {"ids": {0: "texts", 1: "pieces"}, "mask": {0: "texts", 1: "pieces"}}
    sample = (torch.ones((2, 8), dtype=torch.long), torch.ones((2, 8), dtype=torch.long))
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "network.onnx"
        torch.onnx.export(
            network,
            sample,
            str(whole),
            input_names=["ids", "mask"],
            output_names=names,
            dynamic_axes=axes | {name: {0: "texts"} for name in names},
            opset_version=_OPSET,
            dynamo=False,
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        quantize_dynamic(str(whole), str(target), weight_type=QuantType.QInt8, per_channel=True)
