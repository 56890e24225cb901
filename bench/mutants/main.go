// Command mutants puts small faults into a package, one at a time, and prints those that its tests do not notice:
//
//	go run ./bench/mutants [-n 50] [-match 'file.go|function'] [-tests ./internal/keep/...] ./internal/keep/seal [-- arguments of go test]
//
// A survivor is a line that no test holds: a threshold that could be another, a case that could be left out. Not every
// one is a hole; a fault may change nothing that anybody could see. The tree is not touched: go test is given the
// changed file as an overlay. It is our own because it changes numbers and leaves statements out, where our holes were;
// gremlins (v0.6.0), the one maintained program that we found, does not.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	n := flag.Int("n", 0, "try at most so many mutants, spread over the package; 0 tries all")
	match := flag.String("match", "", "only mutants whose file:line, function and change match this `expression`")
	tests := flag.String("tests", "", "the `packages` whose tests are run, set apart by spaces; else the package's own")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "error: name a package\nhint: go run ./bench/mutants ./internal/keep/seal")
		os.Exit(2)
	}
	all, err := mutantsOf(flag.Arg(0), *match)
	if err == nil {
		err = try(all, *n, append(strings.Fields(cmp.Or(*tests, flag.Arg(0))), flag.Args()[1:]...))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// mutant is one fault: other words for some bytes of a file.
type mutant struct {
	file, function string
	line           int
	start, end     int
	was, is        string
}

func (m mutant) String() string {
	short := func(s string) string { return fmt.Sprintf("%.60s", strings.Join(strings.Fields(s), " ")) }
	return fmt.Sprintf("%s:%d %s: %s → %s", filepath.Base(m.file), m.line, m.function, short(m.was), short(m.is))
}

// mutantsOf are the faults that the package's files can be given, in order.
func mutantsOf(pkg, match string) ([]mutant, error) {
	wanted, err := regexp.Compile(match)
	if err != nil {
		return nil, err
	}
	out, err := exec.Command("go", "list", "-f", "{{range .GoFiles}}{{$.Dir}}/{{.}}\n{{end}}", pkg).Output()
	if err != nil {
		return nil, fmt.Errorf("list files of %s: %w", pkg, err)
	}
	var all []mutant
	for _, file := range strings.Fields(string(out)) {
		found, err := mutantsIn(file)
		if err != nil {
			return nil, fmt.Errorf("read source: %w", err)
		}
		for _, m := range found {
			if wanted.MatchString(m.String()) {
				all = append(all, m)
			}
		}
	}
	return all, nil
}

func mutantsIn(file string) ([]mutant, error) {
	set := token.NewFileSet()
	source, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	tree, err := parser.ParseFile(set, file, source, 0)
	if err != nil {
		return nil, err
	}
	var all []mutant
	for _, d := range tree.Decls {
		name := "(values)"
		if f, ok := d.(*ast.FuncDecl); ok {
			name = f.Name.Name
		} else if g := d.(*ast.GenDecl); g.Tok != token.CONST && g.Tok != token.VAR {
			continue
		}
		add := func(from, to token.Pos, is string) {
			p, end := set.Position(from), set.Position(to).Offset
			all = append(all, mutant{file, name, p.Line, p.Offset, end, string(source[p.Offset:end]), is})
		}
		text := func(n ast.Node) string {
			return string(source[set.Position(n.Pos()).Offset:set.Position(n.End()).Offset])
		}
		ast.Inspect(d, func(n ast.Node) bool { mutate(n, add, text); return true })
	}
	return all, nil
}

// others are the operators that stand in for an operator.
var others = map[token.Token][]string{
	token.LSS: {"<=", ">"}, token.LEQ: {"<"}, token.GTR: {">=", "<"}, token.GEQ: {">"}, token.EQL: {"!="}, token.NEQ: {"=="}, token.LAND: {"||"},
	token.LOR: {"&&"}, token.ADD: {"-"}, token.SUB: {"+"}, token.MUL: {"/"}, token.QUO: {"*"},
}

func mutate(n ast.Node, add func(from, to token.Pos, is string), text func(ast.Node) string) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		for _, op := range others[n.Op] {
			add(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), op)
		}
	case *ast.BasicLit:
		switch n.Kind {
		case token.INT:
			add(n.Pos(), n.End(), "("+n.Value+"+1)")
		case token.FLOAT:
			add(n.Pos(), n.End(), "("+n.Value+"*1.02)")
		}
	case *ast.IfStmt:
		add(n.Cond.Pos(), n.Cond.End(), "false && ("+text(n.Cond)+")")
		add(n.Cond.Pos(), n.Cond.End(), "true || ("+text(n.Cond)+")")
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			add(n.Pos(), n.X.Pos(), "")
		}
	case *ast.Ident:
		if is := map[string]string{"true": "false", "false": "true", "min": "max", "max": "min"}[n.Name]; is != "" {
			add(n.Pos(), n.End(), is)
		}
	case *ast.ExprStmt:
		add(n.Pos(), n.End(), "")
	case *ast.CallExpr:
		if len(n.Args) == 2 && strings.HasSuffix(text(n.Fun), "Compare") {
			add(n.Args[0].Pos(), n.Args[1].End(), text(n.Args[1])+", "+text(n.Args[0]))
		}
	}
}

// try runs the tests on n of the mutants, evenly spread. One that does not compile is none.
func try(mutants []mutant, n int, tests []string) error {
	dir, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	out, err := goTest("", tests)
	if err != nil {
		return fmt.Errorf("the tests fail without any fault: %w\n%s", err, out)
	}
	if !bytes.Contains(out, []byte("ok  \t")) {
		return errors.New("no tests were run; say with -tests which packages test it")
	}
	if n = min(n, len(mutants)); n <= 0 {
		n = len(mutants)
	}
	noticed, survived := 0, 0
	for i := range n {
		m := mutants[i*len(mutants)/n]
		overlay, err := m.write(dir)
		if err != nil {
			return err
		}
		switch out, err := goTest(overlay, tests); {
		case err == nil:
			survived++
			fmt.Println("survived:", m)
		case !bytes.Contains(out, []byte("[build failed]")):
			noticed++
		}
	}
	fmt.Printf("%d mutants, %d noticed, %d survived\n", noticed+survived, noticed, survived)
	return nil
}

// write writes the changed file and the overlay that puts it in the place of its original.
func (m mutant) write(dir string) (overlay string, err error) {
	source, err := os.ReadFile(m.file)
	if err != nil {
		return "", err
	}
	changed, overlay := filepath.Join(dir, "mutant.go"), filepath.Join(dir, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {m.file: changed}})
	return overlay, errors.Join(err, os.WriteFile(overlay, replace, 0o600),
		os.WriteFile(changed, []byte(string(source[:m.start])+m.is+string(source[m.end:])), 0o600))
}

func goTest(overlay string, tests []string) ([]byte, error) {
	args := []string{"test", "-count=1", "-failfast", "-vet=off", "-timeout=5m", "-overlay=" + overlay}
	return exec.Command("go", append(args, tests...)...).CombinedOutput()
}
