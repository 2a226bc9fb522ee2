"""Writes all_formats.safetensors with the reference implementation: python make.py (safetensors 0.8.0)."""

import ctypes
import pathlib
import struct

from safetensors import TensorSpec, serialize

TENSORS = {
    "f64": ("float64", [2], struct.pack("<2d", 1.5, -2.0)),
    "f32": ("float32", [2, 2], struct.pack("<4f", 1, 2, 3, 4)),
    "a.f32": ("float32", [], struct.pack("<f", 0.5)),
    "f16": ("float16", [2], struct.pack("<2e", 1.0, -0.25)),
    "bf16": ("bfloat16", [3], bytes([0x80, 0x3F, 0x00, 0xC0, 0x40, 0x40])),  # 1, -2, 3
    "i64": ("int64", [2], struct.pack("<2q", -1, 1 << 40)),
    "i32": ("int32", [1], struct.pack("<i", -7)),
    "i16": ("int16", [3], struct.pack("<3h", 1, -2, 3)),
    "i8": ("int8", [2], struct.pack("<2b", -128, 127)),
    "u8": ("uint8", [2], bytes([0, 255])),
    "bool": ("bool", [3], bytes([1, 0, 1])),
    "empty": ("float32", [0, 3], b""),
    "é模": ("float32", [1], struct.pack("<f", 9)),
}

buffers = {name: ctypes.create_string_buffer(data, len(data) or 1) for name, (_, _, data) in TENSORS.items()}
specs = {
    name: TensorSpec(dtype=dtype, shape=shape, data_ptr=ctypes.addressof(buffers[name]), data_len=len(data))
    for name, (dtype, shape, data) in TENSORS.items()
}
pathlib.Path(__file__).with_name("all_formats.safetensors").write_bytes(serialize(specs, {"format": "pt"}))
