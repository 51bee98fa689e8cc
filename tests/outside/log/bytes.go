package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
)

const sums = "bytes/SHA256SUMS"

// digests are the SHA-256 that an entry gives of stored bytes, which an export may bring along.
type digests struct {
	Format                      int
	Index                       *int64
	State, Meta, Refusal, Store string
}

// checkEntry checks that an entry says where it stands, and the stored bytes that it names.
func checkEntry(export files, entry []byte, index int64, named map[string]bool) error {
	var said digests
	if err := json.Unmarshal(entry, &said); err != nil {
		return fmt.Errorf("entry %d: %v", index, err)
	}
	if said.Format != 1 || said.Index == nil || *said.Index != index {
		return fmt.Errorf("entry %d says that it is another", index)
	}
	if _, brought := export[sums]; !brought {
		return nil
	}
	for _, digest := range []string{said.State, said.Meta, said.Refusal, said.Store} {
		if digest == "" {
			continue
		}
		name := "bytes/" + digest[:2] + "/" + digest
		content, there := export[name]
		if found := sha256.Sum256(content); !there || hex.EncodeToString(found[:]) != digest {
			return fmt.Errorf("entry %d: %s is missing, or was changed", index, name)
		}
		named[name] = true
	}
	return nil
}

// checkSums checks that SHA256SUMS lists every file of stored bytes, and that nothing is left over.
func checkSums(export files, named map[string]bool) error {
	if listed, brought := export[sums]; brought {
		if !strings.HasSuffix(string(listed), "\n") {
			return fmt.Errorf("%s is cut short", sums)
		}
		wanted := map[string]bool{}
		for name := range named {
			if digest := strings.TrimPrefix(name, "bytes/"); digest != name {
				wanted[digest[3:]+"  "+digest] = true
			}
		}
		for _, line := range strings.Split(strings.TrimSuffix(string(listed), "\n"), "\n") {
			if !wanted[line] {
				return fmt.Errorf("%s lists what no entry names: %q", sums, line)
			}
			delete(wanted, line)
		}
		if len(wanted) > 0 {
			return fmt.Errorf("%s lacks %d files", sums, len(wanted))
		}
		named[sums] = true
	}
	var left []string
	for name := range export {
		if !named[name] {
			left = append(left, name)
		}
	}
	sort.Strings(left)
	if len(left) > 0 {
		return fmt.Errorf("%s belongs to no entry", left[0])
	}
	return nil
}
