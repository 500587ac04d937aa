// Command controlplane is the Kubernetes control plane of the cluster tests in one binary. The first argument (or the name under which the
// binary is called) says which component to be; what follows are that component's own flags.
//
// To add a component, add a line to the table and run `go mod tidy`.
package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	_ "time/tzdata" // time zones of CronJobs, also on machines without a zone database

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"          // --logging-format=json
	_ "k8s.io/component-base/metrics/prometheus/clientgo" // metrics of the client library
	_ "k8s.io/component-base/metrics/prometheus/version"  // metric with the version
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

// components maps each name to its entry point, which gets the arguments that follow the name and returns the exit code.
var components = map[string]func(args []string) int{
	"etcd":                    etcd,
	"kube-apiserver":          kubernetes(apiserver.NewAPIServerCommand),
	"kube-controller-manager": kubernetes(controllermanager.NewControllerManagerCommand),
	"kube-scheduler":          kubernetes(func() *cobra.Command { return scheduler.NewSchedulerCommand() }),
}

func main() {
	name, args := filepath.Base(os.Args[0]), os.Args[1:]
	if components[name] == nil && len(args) > 0 {
		name, args = args[0], args[1:]
	}
	run := components[name]
	if run == nil {
		names := slices.Sorted(maps.Keys(components))
		fmt.Fprintf(os.Stderr, "usage: controlplane COMPONENT [flags], where COMPONENT is one of %s\n", strings.Join(names, ", "))
		os.Exit(2)
	}
	if os.Getenv("LIFELINE") == "stdin" {
		go dieWithParent()
	}
	// Components read os.Args themselves, some of them through the flag package.
	os.Args = append([]string{name}, args...)
	os.Exit(run(args))
}

// dieWithParent ends this process as soon as standard input is closed. The test harness holds the other end of that pipe and the operating
// system closes it however the harness ends, so no server outlives a test run, not even one that was killed hard.
func dieWithParent() {
	buffer := make([]byte, 64)
	for {
		if _, err := os.Stdin.Read(buffer); err != nil {
			os.Exit(1)
		}
	}
}

func kubernetes(newCommand func() *cobra.Command) func([]string) int {
	return func(args []string) int {
		command := newCommand()
		command.SetArgs(args)
		return cli.Run(command)
	}
}

func etcd(args []string) int {
	etcdmain.Main(append([]string{"etcd"}, args...))
	return 0
}
