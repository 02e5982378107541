// go mod init driver && go get github.com/gorilla/websocket && go run . ws://localhost:8080 my-client
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strconv"
	"strings"

	"github.com/gorilla/websocket"
)

var dialer = websocket.Dialer{EnableCompression: true}

// echo sends every message back until the connection ends, and returns the last one.
func echo(address string) (last string) {
	socket, _, err := dialer.Dial(address, nil)
	if err != nil {
		return
	}
	defer socket.Close()
	for {
		kind, message, err := socket.ReadMessage()
		if err != nil {
			return // Many cases end in an error.
		}
		last = string(message)
		if socket.WriteMessage(kind, message) != nil {
			return
		}
	}
}

func main() {
	base, name := os.Args[1], os.Args[2]
	agent := "agent=" + url.QueryEscape(name)
	count, err := strconv.Atoi(echo(base + "/getCaseCount"))
	if err != nil {
		log.Fatal("no cases at ", base)
	}
	for n := 1; n <= count; n++ {
		echo(fmt.Sprintf("%s/runCase?case=%d&%s", base, n, agent))
	}
	echo(base + "/updateReports?" + agent)

	index, err := url.Parse(strings.Replace(base, "ws", "http", 1))
	if err != nil {
		log.Fatal(err)
	}
	index.Path, index.RawQuery = "/conformance/index.json", agent
	response, err := http.Get(index.String())
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	var results map[string]map[string]struct{ Behavior, BehaviorClose string }
	if err := json.NewDecoder(response.Body).Decode(&results); err != nil {
		log.Fatal(err)
	}
	var failed []string
	for id, result := range results[name] {
		closed := result.BehaviorClose == "OK" || result.BehaviorClose == "INFORMATIONAL"
		if result.Behavior == "FAILED" || !closed {
			failed = append(failed, id)
		}
	}
	sort.Strings(failed)
	fmt.Println(len(results[name]), "of", count, "cases run,", len(failed), "failed")
	for _, id := range failed {
		fmt.Println(id)
	}
	if len(results[name]) < count || len(failed) > 0 {
		os.Exit(1)
	}
}
