"""Writes files of weights as internal/read/core/neural reads them: a line with the format's name, the length of a JSON header, the header, the values."""
import json
import struct

import numpy as np

LEVELS = 127  # the largest absolute value of an int8 that is used


class Weights:
    def __init__(self, format_name):
        self.format = format_name
        self.tensors, self.labels, self.scales, self.data = {}, {}, {}, bytearray()

    def _put(self, name, kind, shape, raw):
        self.tensors[name] = {"Type": kind, "Shape": list(shape), "At": len(self.data), "Size": len(raw)}
        self.data.extend(raw)

    def keys(self, name, words):
        assert not any("\n" in w for w in words)
        self._put(name, "text", [], "\n".join(words).encode())

    def floats(self, name, values):
        values = values.detach().numpy().astype("<f4")
        self._put(name, "f32", values.shape, values.tobytes())

    def int8s(self, name, values, scale):
        """values as bytes of one scale."""
        q = np.clip(np.round(values.detach().numpy() / scale), -LEVELS, LEVELS).astype(np.int8)
        self._put(name, "i8", q.shape, q.tobytes())

    def linear(self, name, weight, bias=None):
        """A layer: weight is out x in; each row has a scale of its own."""
        w = weight.detach().numpy().astype(np.float32)
        scale = np.maximum(np.abs(w).max(1), 1e-6) / LEVELS
        q = np.clip(np.round(w / scale[:, None]), -LEVELS, LEVELS).astype(np.int8)
        self._put(name, "i8", q.shape, q.tobytes())
        self._put(name + ".scale", "f32", scale.shape, scale.astype("<f4").tobytes())
        if bias is not None:
            self.floats(name + ".bias", bias)

    def bilstm(self, name, layer, onehot=None):
        """A network.BiLSTM. Where the last inputs are the vectors of a table of n values, onehot is that table, and n inputs of 0 or 1 take their place."""
        for d, direction in enumerate(("forward", "backward")):
            inputs = layer.reorder(layer.inputs[d])
            if onehot is not None:
                plain = inputs.shape[0] - onehot.shape[1]
                inputs = np.concatenate([inputs[:plain].detach().numpy(), (onehot @ inputs[plain:]).detach().numpy()])
            else:
                inputs = inputs.detach().numpy()
            scale = np.maximum(np.abs(inputs.T).max(1), 1e-6) / LEVELS
            q = np.clip(np.round(inputs.T / scale[:, None]), -LEVELS, LEVELS).astype(np.int8)
            part = f"{name}.{direction}"
            self._put(part + ".input", "i8", q.shape, q.tobytes())
            self._put(part + ".input.scale", "f32", scale.shape, scale.astype("<f4").tobytes())
            self.floats(part + ".input.bias", layer.reorder(layer.bias[d]))
            self.linear(part + ".recurrent", layer.reorder(layer.recurrent[d]).T)

    def write(self, path):
        header = json.dumps({"Labels": self.labels, "Scales": self.scales, "Tensors": self.tensors}, sort_keys=True).encode()
        with open(path, "wb") as out:
            out.write(self.format.encode() + b"\n" + struct.pack("<I", len(header)) + header + bytes(self.data))
