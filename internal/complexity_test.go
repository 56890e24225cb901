package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"
)

// mostPaths is the most ways through a function. What has more is not read from top to bottom, and no test goes all its
// ways.
const mostPaths = 30

func TestNoFunctionHasTooManyWays(t *testing.T) {
	for _, s := range sources(t) {
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, filepath.Join(root, s.file), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && ways(f) > mostPaths {
				t.Errorf("%s:%d: %s has a cyclomatic complexity of %d, and %d is the most", s.file, set.Position(f.Pos()).Line, f.Name.Name, ways(f), mostPaths)
			}
		}
	}
}

func TestWays(t *testing.T) {
	tree, err := parser.ParseFile(token.NewFileSet(), "", `package p
func f(a, b bool, c chan int) {
	if a && b || !a { return }
	for range 3 { func() { for a { } }() }
	switch { case a: case b: default: }
	select { case <-c: default: }
}`, 0)
	if err != nil {
		t.Fatal(err)
	}
	if n := ways(tree.Decls[0].(*ast.FuncDecl)); n != 9 {
		t.Errorf("%d ways, want 9: one, an if, its and and or, two loops, three cases", n)
	}
}

// ways is the cyclomatic complexity of a function with all functions inside it, as gocyclo counts it.
func ways(f *ast.FuncDecl) int {
	n := 1
	ast.Inspect(f, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			n += btoi(node.List != nil)
		case *ast.CommClause:
			n += btoi(node.Comm != nil)
		case *ast.BinaryExpr:
			n += btoi(node.Op == token.LAND || node.Op == token.LOR)
		}
		return true
	})
	return n
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
