package main

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// traced are the calls that change files, or put them on the disk.
const traced = "open,openat,creat,lseek,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,ftruncate,link,linkat," +
	"writev,pwritev,pwritev2,truncate,fallocate,copy_file_range,sendfile,splice,symlink,symlinkat,sync_file_range"

// call is one call of the system that succeeded.
type call struct {
	name   string
	args   []arg
	result int64
}

// arg is an argument: words in quotes, or a number with the path of the file that it stands for.
type arg struct {
	words string
	bytes bool // it stood in quotes
	file  string
}

// readTrace reads what strace -f -y -x wrote, and gives each call when it came back.
func readTrace(r io.Reader, each func(call) error) error {
	begun := make(map[string]string)
	lines := bufio.NewReaderSize(r, 1<<20)
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		pid, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		rest = strings.TrimSpace(rest)
		if text, cut := strings.CutSuffix(rest, "<unfinished ...>"); cut {
			begun[pid] = text
			continue
		}
		if after, resumed := strings.CutPrefix(rest, "<... "); resumed {
			_, after, _ = strings.Cut(after, "resumed>")
			rest = begun[pid] + after
			delete(begun, pid)
		}
		c, ok := parseCall(rest)
		if !ok {
			continue // a signal, an exit, a call that failed
		}
		if err := each(c); err != nil {
			return err
		}
	}
}

func parseCall(s string) (c call, ok bool) {
	name, rest, found := strings.Cut(s, "(")
	if !found || strings.ContainsAny(name, " -+") {
		return call{}, false
	}
	c.name = name
	for {
		var a arg
		a, rest = parseArg(rest)
		c.args = append(c.args, a)
		rest = strings.TrimLeft(rest, " ") // where the call was taken up again
		if strings.HasPrefix(rest, ")") {
			break
		}
		if rest, found = strings.CutPrefix(rest, ", "); !found {
			return call{}, false
		}
	}
	_, result, found := strings.Cut(rest, "= ")
	if !found {
		return call{}, false
	}
	end := strings.IndexFunc(result, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(result)
	}
	var err error
	c.result, err = strconv.ParseInt(result[:end], 10, 64)
	return c, err == nil
}

// parseArg reads an argument up to the comma or bracket behind it.
func parseArg(s string) (a arg, rest string) {
	if strings.HasPrefix(s, `"`) {
		a.bytes = true
		a.words, rest = parseQuoted(s[1:])
		return a, strings.TrimLeft(rest, ".")
	}
	end := strings.IndexAny(s, "<,)")
	if end < 0 {
		return arg{words: s}, ""
	}
	a.words, rest = s[:end], s[end:]
	if strings.HasPrefix(rest, "<") {
		if close := strings.Index(rest, ">"); close > 0 {
			a.file, rest = rest[1:close], rest[close+1:]
		}
	}
	return a, rest
}

// parseQuoted reads words with the escapes of C, up to the quote that ends them.
func parseQuoted(s string) (words, rest string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:]
		case s[i] != '\\' || i+1 == len(s):
			b.WriteByte(s[i])
		case s[i+1] == 'x' && i+4 <= len(s):
			n, _ := strconv.ParseUint(s[i+2:i+4], 16, 8)
			b.WriteByte(byte(n))
			i += 3
		case s[i+1] >= '0' && s[i+1] <= '7':
			end := i + 2
			for end < min(i+4, len(s)) && s[end] >= '0' && s[end] <= '7' {
				end++
			}
			n, _ := strconv.ParseUint(s[i+1:end], 8, 16)
			b.WriteByte(byte(n))
			i = end - 1
		default:
			if at := strings.IndexByte("abtnvfr", s[i+1]); at >= 0 {
				b.WriteByte("\a\b\t\n\v\f\r"[at])
			} else {
				b.WriteByte(s[i+1])
			}
			i++
		}
	}
	return b.String(), ""
}

// replay does to a disk what a program did to a folder.
type replay struct {
	disk   *disk
	folder string           // what the root of the disk stands for
	place  map[string]int64 // where the next write goes, by number and name of an open file
}

// below is the name of a file below the root; "" where it lies elsewhere.
func (r *replay) below(name string) string {
	if strings.HasSuffix(name, " (deleted)") || strings.HasSuffix(name, "-shm") {
		return ""
	}
	rest, found := strings.CutPrefix(name, r.folder)
	if !found || rest != "" && rest[0] != '/' {
		return ""
	}
	return "." + rest
}

// named is the name that the argument at i gives, which the one before it may be the directory of.
func (r *replay) named(c call, i int) string {
	name := c.args[i].words
	if !path.IsAbs(name) && i > 0 {
		name = path.Join(c.args[i-1].file, name)
	}
	return r.below(name)
}

// do replays one call. It reports whether it changed anything, and fails where it does not know what the call does.
func (r *replay) do(c call) (changed bool, err error) {
	switch c.name {
	case "open", "creat", "openat":
		return r.open(c), nil
	case "lseek", "write", "pwrite64", "ftruncate", "fsync", "fdatasync":
		return r.bytes(c), nil
	case "mkdir", "mkdirat", "unlink", "rmdir", "unlinkat", "rename", "renameat", "renameat2", "link", "linkat":
		return r.names(c), nil
	}
	for _, a := range c.args {
		if a.file != "" && r.below(a.file) != "" || a.bytes && r.below(a.words) != "" {
			return false, fmt.Errorf("%s changes a file of the ledger, and is not replayed", c.name)
		}
	}
	return false, nil
}

func (r *replay) open(c call) bool {
	name := r.named(c, strings.Count(c.name, "at")-strings.Count(c.name, "creat"))
	if name == "" {
		return false
	}
	r.place[fmt.Sprint(c.result, " ", name)] = 0
	flags := "O_CREAT|O_TRUNC"
	if c.name != "creat" {
		flags = c.args[strings.Count(c.name, "at")+1].words
	}
	if !strings.Contains(flags, "O_CREAT") && !strings.Contains(flags, "O_TRUNC") {
		return false
	}
	r.disk.create(name, strings.Contains(flags, "O_TRUNC"))
	return true
}

func (r *replay) bytes(c call) bool {
	name := r.below(c.args[0].file)
	if name == "" {
		return false
	}
	place := c.args[0].words + " " + name
	number := func(i int) int64 { n, _ := strconv.ParseInt(c.args[i].words, 10, 64); return n }
	switch c.name {
	case "lseek":
		r.place[place] = c.result
		return false
	case "write":
		r.disk.write(name, r.place[place], []byte(c.args[1].words)[:c.result])
		r.place[place] += c.result
	case "pwrite64":
		r.disk.write(name, number(3), []byte(c.args[1].words)[:c.result])
	case "ftruncate":
		r.disk.resize(name, number(1))
	default:
		r.disk.sync(name)
	}
	return true
}

func (r *replay) names(c call) bool {
	first, second := 0, 1
	if strings.Contains(c.name, "at") {
		first, second = 1, 3
	}
	name := r.named(c, first)
	if name == "" {
		return false
	}
	switch {
	case strings.HasPrefix(c.name, "mkdir"):
		r.disk.mkdir(name)
	case strings.HasPrefix(c.name, "rename"):
		r.disk.rename(name, r.named(c, second))
	case strings.HasPrefix(c.name, "link"):
		r.disk.link(name, r.named(c, second))
	default:
		r.disk.remove(name)
	}
	return true
}
