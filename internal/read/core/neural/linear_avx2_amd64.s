//go:build !purego

#include "textflag.h"

// Tiles of a linear layer with AVX2. VPMOVSXBW widens bytes to 16 bits; VPMADDWD multiplies those and adds each two neighbouring
// products to an int32, which is exact. (VPMADDUBSW would do it on bytes, but it saturates.)
//
// The four inputs of a group stand in a vector four times over, and meet the four weights of each of four outputs. So every output has
// two sums, side by side, and every block four vectors of them.
//
// In both functions:
//
//	DI  dst         R8  bytes from a row of dst to the next
//	SI  x           R9  bytes from a row of x to the next
//	BX  weights     CX  groups of inputs still to do
//	DX  factor      R13 bias

// STORE adds the two sums of each output of a block, brings them into order and makes floats of them. No product is fused with its sum.
#define STORE(s0, s1, s2, s3) \
	VPHADDD   s1, s0, s0 \
	VPHADDD   s3, s2, s2 \
	VPERMQ    $0xd8, s0, s0 \
	VPERMQ    $0xd8, s2, s2 \
	VCVTDQ2PS s0, s0 \
	VCVTDQ2PS s2, s2 \
	VMULPS    (DX), s0, s0 \
	VMULPS    32(DX), s2, s2 \
	VADDPS    (R13), s0, s0 \
	VADDPS    32(R13), s2, s2 \
	VMOVUPS   s0, (DI) \
	VMOVUPS   s2, 32(DI)

// func tileAVX2x2(dst *float32, stride int, x *int8, in int, w *int8, groups int, factor, bias *float32)
//
// Y0 to Y3 are the sums of the first row, Y4 to Y7 of the second; Y8 and Y9 the inputs of the rows; Y10 weights; Y11 and Y12 products.
TEXT ·tileAVX2x2(SB), NOSPLIT, $0-64
	MOVQ  dst+0(FP), DI
	MOVQ  stride+8(FP), R8
	SHLQ  $2, R8
	MOVQ  x+16(FP), SI
	MOVQ  in+24(FP), R9
	MOVQ  w+32(FP), BX
	MOVQ  groups+40(FP), CX
	MOVQ  factor+48(FP), DX
	MOVQ  bias+56(FP), R13
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7

loop:
	VPBROADCASTD (SI), X8
	VPBROADCASTD (SI)(R9*1), X9
	VPMOVSXBW    X8, Y8
	VPMOVSXBW    X9, Y9

	VPMOVSXBW (BX), Y10
	VPMADDWD  Y8, Y10, Y11
	VPMADDWD  Y9, Y10, Y12
	VPADDD    Y11, Y0, Y0
	VPADDD    Y12, Y4, Y4
	VPMOVSXBW 16(BX), Y10
	VPMADDWD  Y8, Y10, Y11
	VPMADDWD  Y9, Y10, Y12
	VPADDD    Y11, Y1, Y1
	VPADDD    Y12, Y5, Y5
	VPMOVSXBW 32(BX), Y10
	VPMADDWD  Y8, Y10, Y11
	VPMADDWD  Y9, Y10, Y12
	VPADDD    Y11, Y2, Y2
	VPADDD    Y12, Y6, Y6
	VPMOVSXBW 48(BX), Y10
	VPMADDWD  Y8, Y10, Y11
	VPMADDWD  Y9, Y10, Y12
	VPADDD    Y11, Y3, Y3
	VPADDD    Y12, Y7, Y7

	ADDQ $64, BX
	ADDQ $4, SI
	DECQ CX
	JNZ  loop

	STORE(Y0, Y1, Y2, Y3)
	ADDQ R8, DI
	STORE(Y4, Y5, Y6, Y7)
	VZEROUPPER
	RET

// func tileAVX2x1(dst *float32, x *int8, w *int8, groups int, factor, bias *float32)
//
// Y0 to Y3 are the sums; Y8 the inputs; Y10 to Y13 weights and products.
TEXT ·tileAVX2x1(SB), NOSPLIT, $0-48
	MOVQ  dst+0(FP), DI
	MOVQ  x+8(FP), SI
	MOVQ  w+16(FP), BX
	MOVQ  groups+24(FP), CX
	MOVQ  factor+32(FP), DX
	MOVQ  bias+40(FP), R13
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3

loop:
	VPBROADCASTD (SI), X8
	VPMOVSXBW    X8, Y8
	VPMOVSXBW    (BX), Y10
	VPMOVSXBW    16(BX), Y11
	VPMOVSXBW    32(BX), Y12
	VPMOVSXBW    48(BX), Y13
	VPMADDWD     Y8, Y10, Y10
	VPMADDWD     Y8, Y11, Y11
	VPMADDWD     Y8, Y12, Y12
	VPMADDWD     Y8, Y13, Y13
	VPADDD       Y10, Y0, Y0
	VPADDD       Y11, Y1, Y1
	VPADDD       Y12, Y2, Y2
	VPADDD       Y13, Y3, Y3
	ADDQ         $64, BX
	ADDQ         $4, SI
	DECQ         CX
	JNZ          loop

	STORE(Y0, Y1, Y2, Y3)
	VZEROUPPER
	RET
