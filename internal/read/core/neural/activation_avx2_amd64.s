//go:build !purego

#include "textflag.h"

// The functions of activation.go and lstm.go on eight numbers at once: the same operations on each number, in the same order, none fused.
//
// Where Go says "if a < x { x = a }", here is VMINPS x, a, x: it gives a where a is less than x, and else x, also if x is no number.

// The constants of kernel_amd64.go, which AX points to in both functions.
#define END      (AX)
#define MINUSEND 32(AX)
#define P0       64(AX)
#define P1       96(AX)
#define P2       128(AX)
#define Q1       160(AX)
#define Q2       192(AX)
#define Q3       224(AX)
#define ONE      256(AX)
#define HALF     288(AX)
#define MOST     320(AX)
#define LEAST    352(AX)

// TANH puts tanh(x) into x. It needs tanhEnd in Y15 and -tanhEnd in Y14, and uses y, p and q.
#define TANH(x, y, p, q) \
	VMINPS x, Y15, x \
	VMAXPS x, Y14, x \
	VMULPS x, x, y \
	VMULPS P2, y, p \
	VMULPS Q3, y, q \
	VADDPS P1, p, p \
	VADDPS Q2, q, q \
	VMULPS y, p, p \
	VMULPS y, q, q \
	VADDPS P0, p, p \
	VADDPS Q1, q, q \
	VMULPS x, p, p \
	VMULPS y, q, q \
	VADDPS ONE, q, q \
	VDIVPS q, p, x

// SIGMOID puts sigmoid(x) into x. It needs a half in Y13 besides.
#define SIGMOID(x, y, p, q) \
	VMULPS Y13, x, x \
	TANH(x, y, p, q) \
	VMULPS Y13, x, x \
	VADDPS Y13, x, x

// BYTES rounds eight numbers from -127 to 127, half to even, and stores them at DI. x and y are the two halves of the same register and
// of another.
#define BYTES(v, x, y) \
	VCVTPS2DQ    v, v \
	VEXTRACTI128 $1, v, y \
	VPACKSSDW    y, x, x \
	VPACKSSWB    x, x, x \
	VMOVQ        x, (DI)

// func quantizeAVX2(dst *int8, src *float32, n int, c *constants, scale float32)
//
// DI dst, SI src, CX numbers still to do. Y0 is the numbers, Y1 is 127, Y2 -127, Y3 the scale.
TEXT ·quantizeAVX2(SB), NOSPLIT, $0-36
	MOVQ         dst+0(FP), DI
	MOVQ         src+8(FP), SI
	MOVQ         n+16(FP), CX
	MOVQ         c+24(FP), AX
	VBROADCASTSS scale+32(FP), Y3
	VMOVUPS      MOST, Y1
	VMOVUPS      LEAST, Y2

loop:
	VMOVUPS (SI), Y0
	VDIVPS  Y3, Y0, Y0
	VMINPS  Y1, Y0, Y0
	VMAXPS  Y2, Y0, Y0
	BYTES(Y0, X0, X4)
	ADDQ    $32, SI
	ADDQ    $8, DI
	SUBQ    $8, CX
	JNZ     loop

	VZEROUPPER
	RET

// func updateAVX2(h *int8, state, gates *float32, hidden, n int, c *constants)
//
// DI h, DX state, SI gates, AX constants, R8 bytes from a gate of a cell to the next gate, R9 three times that, CX cells still to do.
// Y0 to Y3 are the gates i, f, g and o; Y4 to Y6 and Y8 to Y10 are used by TANH; Y7 is the state, Y12 is 127.
TEXT ·updateAVX2(SB), NOSPLIT, $0-48
	MOVQ    h+0(FP), DI
	MOVQ    state+8(FP), DX
	MOVQ    gates+16(FP), SI
	MOVQ    hidden+24(FP), R8
	SHLQ    $2, R8
	LEAQ    (R8)(R8*2), R9
	MOVQ    n+32(FP), CX
	MOVQ    c+40(FP), AX
	VMOVUPS END, Y15
	VMOVUPS MINUSEND, Y14
	VMOVUPS HALF, Y13
	VMOVUPS MOST, Y12

loop:
	VMOVUPS (SI), Y0
	VMOVUPS (SI)(R8*1), Y1
	VMOVUPS (SI)(R8*2), Y2
	VMOVUPS (SI)(R9*1), Y3
	SIGMOID(Y0, Y4, Y5, Y6)
	SIGMOID(Y1, Y8, Y9, Y10)
	TANH(Y2, Y4, Y5, Y6)
	SIGMOID(Y3, Y8, Y9, Y10)
	VMULPS  (DX), Y1, Y7
	VMULPS  Y2, Y0, Y0
	VADDPS  Y0, Y7, Y7
	VMOVUPS Y7, (DX)
	TANH(Y7, Y4, Y5, Y6)
	VMULPS  Y7, Y3, Y3
	VMULPS  Y12, Y3, Y3
	BYTES(Y3, X3, X4)
	ADDQ    $32, SI
	ADDQ    $32, DX
	ADDQ    $8, DI
	SUBQ    $8, CX
	JNZ     loop

	VZEROUPPER
	RET
