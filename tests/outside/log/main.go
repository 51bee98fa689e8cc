// Checks an export of the log, and proofs of it, by golang.org/x/mod/sumdb, which is not ours.
//
// The folder holds `export`, the keys `key` and `wrong-key`, the checkpoint `earlier`, and, if
// there are any, `proofs` (.tlog-proof), `requests` (to a witness) and `roots` (size and root a
// line). What was counted is printed as JSON; ends with 1 where the export itself is refused.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

func main() {
	times := flag.Int("damages", 0, "how many bytes to change, of the export and of proofs each")
	seed := flag.Int64("seed", 1, "of the damages")
	limit := flag.Duration("limit", 10*time.Second, "how long the check of one damage may take")
	flag.Parse()
	counted, err := checked(flag.Arg(0), *times, &damages{
		rand.New(rand.NewSource(*seed)), *limit, map[string]int{"accepted": 0, "not ended in time": 0},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
	_ = json.NewEncoder(os.Stdout).Encode(counted)
}

func checked(folder string, times int, damage *damages) (map[string]map[string]int, error) {
	found, err := load(folder)
	if err != nil {
		return nil, err
	}
	key, err := note.NewVerifier(strings.TrimSpace(string(found["key"])))
	if err != nil {
		return nil, err
	}
	wrong, err := note.NewVerifier(strings.TrimSpace(string(found["wrong-key"])))
	if err != nil {
		return nil, err
	}
	export := found.under("export/")
	check := func(some files) (*exported, error) {
		log, err := readExport(some, key)
		if err == nil {
			err = log.checkSince(found["earlier"], key)
		}
		return log, err
	}
	log, err := check(export)
	if err != nil {
		return nil, err
	}
	proofs, requests := found.under("proofs/"), found.under("requests/")
	checkProof := func(content []byte) error { return checkProof(content, key) }
	checkRequest := func(content []byte) error { return log.checkRequest(content, key) }
	counted := map[string]map[string]int{
		"export":   {"entries": int(log.N), "tiles": log.tiles, "files": len(export)},
		"proofs":   refusals(proofs, checkProof),
		"requests": refusals(requests, checkRequest),
		"roots":    refusals(linesOf(found["roots"]), func(line []byte) error { return log.checkRoot(string(line)) }),
		"damages":  damage.counts,
	}
	if times > 0 {
		damage.tried("wrong keys", func() error { _, err := readExport(export, wrong); return err })
		damage.all(export, times, func(some files) error { _, err := check(some); return err })
		if len(proofs) > 0 && len(requests) > 0 {
			damage.one(proofs, times, checkProof)
			damage.one(requests, times, checkRequest)
		}
	}
	return counted, nil
}

// refusals counts what is refused, and says why.
func refusals(some files, check func([]byte) error) map[string]int {
	counted := map[string]int{"times": len(some), "refused": 0}
	for name, content := range some {
		if err := check(content); err != nil {
			counted["refused"]++
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		}
	}
	return counted
}

// under are the files of a folder within a folder.
func (f files) under(folder string) files {
	found := files{}
	for name, content := range f {
		if strings.HasPrefix(name, folder) {
			found[strings.TrimPrefix(name, folder)] = content
		}
	}
	return found
}

func linesOf(content []byte) files {
	found := files{}
	for _, line := range strings.Split(strings.TrimSpace(string(content)), "\n") {
		if line != "" {
			found[line] = []byte(line)
		}
	}
	return found
}
