"""Writes and reads the weights file of docs/WEIGHTS.md. Only numpy and xxhash; the reader serves the tests."""
import struct

import numpy as np
import xxhash

TYPES = {1: np.dtype("i1"), 2: np.dtype("<f4"), 3: np.dtype("u1"), 4: np.dtype("<i4")}
HEAD, ENTRY, ALIGN, TILE = 64, 96, 64, 64


def quantise(w):
    """w [N, K] -> (i8 [N, K], scale [N]); one scale a row, in -127..127."""
    scale = np.maximum(np.abs(w).max(1), 1e-12).astype(np.float32) / np.float32(127)
    return np.rint(w / scale[:, None]).clip(-127, 127).astype(np.int8), scale


def pack(w, bias):
    """A linear layer -> its four tensors by suffix."""
    n, k = w.shape
    assert k % 4 == 0
    np_ = -(-n // TILE) * TILE
    q, s = quantise(w)
    full, scale, b = np.zeros((np_, k), np.int8), np.zeros(np_, np.float32), np.zeros(np_, np.float32)
    full[:n], scale[:n], b[:n] = q, s, bias
    tiles = full.reshape(np_ // TILE, TILE, k // 4, 4).transpose(0, 2, 1, 3)
    return {"w": np.ascontiguousarray(tiles), "scale": scale, "bias": b, "csum": 128 * full.astype(np.int32).sum(1, dtype=np.int32)}


def unpack(tensors, name, n):
    """-> (dequantised w [n, K], bias [n])."""
    t = tensors[name + ".w"]
    w = t.transpose(0, 2, 1, 3).reshape(t.shape[0] * TILE, -1)[:n].astype(np.float32)
    return w * tensors[name + ".scale"][:n, None], tensors[name + ".bias"][:n]


def text(lines):
    return np.frombuffer("".join(l + "\n" for l in lines).encode("utf8"), np.uint8)


def write(path, tensors):
    """tensors: name -> array (i8, f32, u8 or i4)."""
    kinds = {d: k for k, d in TYPES.items()}
    at = -(-(HEAD + ENTRY * len(tensors)) // ALIGN) * ALIGN
    entries, parts = [], []
    for name, a in tensors.items():
        a = np.ascontiguousarray(a)
        dims = list(a.shape) + [0] * (4 - a.ndim)
        entries.append(struct.pack("<56sII4IQQ", name.encode(), kinds[a.dtype.newbyteorder("<") if a.dtype.itemsize > 1 else a.dtype],
                                   a.ndim, *dims, at, a.nbytes))
        raw = a.tobytes()
        parts.append((at, raw))
        at = -(-(at + len(raw)) // ALIGN) * ALIGN
    body = bytearray(at - HEAD)
    body[:ENTRY * len(entries)] = b"".join(entries)
    for off, raw in parts:
        body[off - HEAD:off - HEAD + len(raw)] = raw
    head = b"attestw\0" + struct.pack("<IIQQ", 1, len(tensors), at, xxhash.xxh3_64_intdigest(bytes(body), seed=0)) + bytes(32)
    with open(path, "wb") as f:
        f.write(head + body)
    return at


def read(path):
    """-> name -> array; text tensors become lists of lines."""
    raw = open(path, "rb").read()
    assert raw[:8] == b"attestw\0", "not a weights file"
    version, n, size, digest = struct.unpack_from("<IIQQ", raw, 8)
    assert version == 1 and size == len(raw) and digest == xxhash.xxh3_64_intdigest(raw[HEAD:], seed=0), "damaged weights file"
    out = {}
    for i in range(n):
        name, kind, ndim, *rest = struct.unpack_from("<56sII4IQQ", raw, HEAD + ENTRY * i)
        off, size = rest[4:]
        a = np.frombuffer(raw, TYPES[kind], size // TYPES[kind].itemsize, off).reshape(rest[:ndim])
        out[name.rstrip(b"\0").decode()] = a.tobytes().decode("utf8").split("\n")[:-1] if kind == 3 else a
    return out
