//go:build !purego

#include "textflag.h"

// Tiles of a linear layer with AVX-512 VNNI. VPDPBUSD multiplies 64 bytes by 64 bytes and adds each four neighbouring products to an
// int32, without saturation. Its first factor is unsigned: so an input x goes in as x+128, which is x with its highest bit turned, and
// the sums begin at offset, -128 times the sum of the output's weights. All of it is exact.
//
// In all four functions:
//
//	DI  dst         R8  bytes from a row of dst to the next
//	SI  x           R9  bytes from a row of x to the next, and R10 three times that
//	BX  weights     R11 bytes from a block of weights to the next, and R12 three times that
//	CX  groups of inputs still to do
//	AX  offset      DX  factor      R13 bias
//	Z31 the highest bit of each byte

#define HIGH_BITS \
	MOVL         $0x80808080, R15 \
	VPBROADCASTD R15, Z31

// SUM adds four weights times four inputs to each sum of one row and four blocks.
#define SUM(x, s0, s1, s2, s3) \
	VPDPBUSD Z16, x, s0 \
	VPDPBUSD Z17, x, s1 \
	VPDPBUSD Z18, x, s2 \
	VPDPBUSD Z19, x, s3

// STORE makes floats of the sums of one row and four blocks, with the factors in Z16 to Z19 and the biases in Z20 to Z23. No product is
// fused with its sum.
#define STORE(s0, s1, s2, s3) \
	VCVTDQ2PS s0, s0 \
	VCVTDQ2PS s1, s1 \
	VCVTDQ2PS s2, s2 \
	VCVTDQ2PS s3, s3 \
	VMULPS    Z16, s0, s0 \
	VMULPS    Z17, s1, s1 \
	VMULPS    Z18, s2, s2 \
	VMULPS    Z19, s3, s3 \
	VADDPS    Z20, s0, s0 \
	VADDPS    Z21, s1, s1 \
	VADDPS    Z22, s2, s2 \
	VADDPS    Z23, s3, s3 \
	VMOVUPS   s0, (DI) \
	VMOVUPS   s1, 64(DI) \
	VMOVUPS   s2, 128(DI) \
	VMOVUPS   s3, 192(DI)

// STORE1 is STORE for one block, with its factors in Z16 and its biases in Z20.
#define STORE1(s) \
	VCVTDQ2PS s, s \
	VMULPS    Z16, s, s \
	VADDPS    Z20, s, s \
	VMOVUPS   s, (DI)

// func tileVNNI4x4(dst *float32, stride int, x *int8, in int, w *int8, groups int, offset *int32, factor, bias *float32)
//
// Sums: Z0 to Z3 are the blocks of the first row, Z4 to Z7 of the second, Z8 to Z11, Z12 to Z15. Z16 to Z19 are the weights of the
// blocks, Z20 to Z23 the inputs of the rows.
TEXT ·tileVNNI4x4(SB), NOSPLIT, $0-72
	MOVQ dst+0(FP), DI
	MOVQ stride+8(FP), R8
	SHLQ $2, R8
	MOVQ x+16(FP), SI
	MOVQ in+24(FP), R9
	LEAQ (R9)(R9*2), R10
	MOVQ w+32(FP), BX
	MOVQ groups+40(FP), CX
	MOVQ CX, R11
	SHLQ $6, R11
	LEAQ (R11)(R11*2), R12
	MOVQ offset+48(FP), AX
	MOVQ factor+56(FP), DX
	MOVQ bias+64(FP), R13
	HIGH_BITS

	VMOVDQU32 (AX), Z0
	VMOVDQU32 64(AX), Z1
	VMOVDQU32 128(AX), Z2
	VMOVDQU32 192(AX), Z3
	VMOVDQA32 Z0, Z4
	VMOVDQA32 Z1, Z5
	VMOVDQA32 Z2, Z6
	VMOVDQA32 Z3, Z7
	VMOVDQA32 Z0, Z8
	VMOVDQA32 Z1, Z9
	VMOVDQA32 Z2, Z10
	VMOVDQA32 Z3, Z11
	VMOVDQA32 Z0, Z12
	VMOVDQA32 Z1, Z13
	VMOVDQA32 Z2, Z14
	VMOVDQA32 Z3, Z15

loop:
	VMOVDQU32   (BX), Z16
	VMOVDQU32   (BX)(R11*1), Z17
	VMOVDQU32   (BX)(R11*2), Z18
	VMOVDQU32   (BX)(R12*1), Z19
	VPXORD.BCST (SI), Z31, Z20
	VPXORD.BCST (SI)(R9*1), Z31, Z21
	VPXORD.BCST (SI)(R9*2), Z31, Z22
	VPXORD.BCST (SI)(R10*1), Z31, Z23
	SUM(Z20, Z0, Z1, Z2, Z3)
	SUM(Z21, Z4, Z5, Z6, Z7)
	SUM(Z22, Z8, Z9, Z10, Z11)
	SUM(Z23, Z12, Z13, Z14, Z15)
	ADDQ        $64, BX
	ADDQ        $4, SI
	DECQ        CX
	JNZ         loop

	VMOVUPS (DX), Z16
	VMOVUPS 64(DX), Z17
	VMOVUPS 128(DX), Z18
	VMOVUPS 192(DX), Z19
	VMOVUPS (R13), Z20
	VMOVUPS 64(R13), Z21
	VMOVUPS 128(R13), Z22
	VMOVUPS 192(R13), Z23
	STORE(Z0, Z1, Z2, Z3)
	ADDQ    R8, DI
	STORE(Z4, Z5, Z6, Z7)
	ADDQ    R8, DI
	STORE(Z8, Z9, Z10, Z11)
	ADDQ    R8, DI
	STORE(Z12, Z13, Z14, Z15)
	VZEROUPPER
	RET

// func tileVNNI4x1(dst *float32, stride int, x *int8, in int, w *int8, groups int, offset *int32, factor, bias *float32)
//
// Z0 to Z3 are the sums of the rows, Z16 the weights, Z20 to Z23 the inputs of the rows.
TEXT ·tileVNNI4x1(SB), NOSPLIT, $0-72
	MOVQ dst+0(FP), DI
	MOVQ stride+8(FP), R8
	SHLQ $2, R8
	MOVQ x+16(FP), SI
	MOVQ in+24(FP), R9
	LEAQ (R9)(R9*2), R10
	MOVQ w+32(FP), BX
	MOVQ groups+40(FP), CX
	MOVQ offset+48(FP), AX
	MOVQ factor+56(FP), DX
	MOVQ bias+64(FP), R13
	HIGH_BITS

	VMOVDQU32 (AX), Z0
	VMOVDQA32 Z0, Z1
	VMOVDQA32 Z0, Z2
	VMOVDQA32 Z0, Z3

loop:
	VMOVDQU32   (BX), Z16
	VPXORD.BCST (SI), Z31, Z20
	VPXORD.BCST (SI)(R9*1), Z31, Z21
	VPXORD.BCST (SI)(R9*2), Z31, Z22
	VPXORD.BCST (SI)(R10*1), Z31, Z23
	VPDPBUSD    Z16, Z20, Z0
	VPDPBUSD    Z16, Z21, Z1
	VPDPBUSD    Z16, Z22, Z2
	VPDPBUSD    Z16, Z23, Z3
	ADDQ        $64, BX
	ADDQ        $4, SI
	DECQ        CX
	JNZ         loop

	VMOVUPS (DX), Z16
	VMOVUPS (R13), Z20
	STORE1(Z0)
	ADDQ    R8, DI
	STORE1(Z1)
	ADDQ    R8, DI
	STORE1(Z2)
	ADDQ    R8, DI
	STORE1(Z3)
	VZEROUPPER
	RET

// func tileVNNI1x4(dst *float32, x *int8, w *int8, groups int, offset *int32, factor, bias *float32)
//
// Z0 to Z3 are the sums of the blocks, Z20 the inputs. It is the tile of a recurrent layer, and waits for weights, not for sums.
TEXT ·tileVNNI1x4(SB), NOSPLIT, $0-56
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ w+16(FP), BX
	MOVQ groups+24(FP), CX
	MOVQ CX, R11
	SHLQ $6, R11
	LEAQ (R11)(R11*2), R12
	MOVQ offset+32(FP), AX
	MOVQ factor+40(FP), DX
	MOVQ bias+48(FP), R13
	HIGH_BITS

	VMOVDQU32 (AX), Z0
	VMOVDQU32 64(AX), Z1
	VMOVDQU32 128(AX), Z2
	VMOVDQU32 192(AX), Z3

loop:
	VPXORD.BCST (SI), Z31, Z20
	VPDPBUSD    (BX), Z20, Z0
	VPDPBUSD    (BX)(R11*1), Z20, Z1
	VPDPBUSD    (BX)(R11*2), Z20, Z2
	VPDPBUSD    (BX)(R12*1), Z20, Z3
	ADDQ        $64, BX
	ADDQ        $4, SI
	DECQ        CX
	JNZ         loop

	VMOVUPS (DX), Z16
	VMOVUPS 64(DX), Z17
	VMOVUPS 128(DX), Z18
	VMOVUPS 192(DX), Z19
	VMOVUPS (R13), Z20
	VMOVUPS 64(R13), Z21
	VMOVUPS 128(R13), Z22
	VMOVUPS 192(R13), Z23
	STORE(Z0, Z1, Z2, Z3)
	VZEROUPPER
	RET

// func tileVNNI1x1(dst *float32, x *int8, w *int8, groups int, offset *int32, factor, bias *float32)
//
// Z0 is the sums, Z20 the inputs.
TEXT ·tileVNNI1x1(SB), NOSPLIT, $0-56
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ w+16(FP), BX
	MOVQ groups+24(FP), CX
	MOVQ offset+32(FP), AX
	MOVQ factor+40(FP), DX
	MOVQ bias+48(FP), R13
	HIGH_BITS

	VMOVDQU32 (AX), Z0

loop:
	VPXORD.BCST (SI), Z31, Z20
	VPDPBUSD    (BX), Z20, Z0
	ADDQ        $64, BX
	ADDQ        $4, SI
	DECQ        CX
	JNZ         loop

	VMOVUPS (DX), Z16
	VMOVUPS (R13), Z20
	STORE1(Z0)
	VZEROUPPER
	RET
