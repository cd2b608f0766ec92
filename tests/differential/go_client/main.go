// SPDX-License-Identifier: MIT

// What a client of aws-sdk-go-v2 for SQS does on machines, up to its first request. Lines in and out as in botocore_client.py; no
// request reaches a network.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"runtime"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/endpointcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

type machine struct {
	Env  map[string]string `json:"env"`
	Flag string            `json:"flag"`
}

type result struct {
	Profile  *string `json:"profile"`
	Region   *string `json:"region"`
	Provider *string `json:"provider"`
	Key      *string `json:"key"`
	Error    *string `json:"error"`
	Message  *string `json:"message"`
	Asked    *string `json:"asked"`
	Ran      bool    `json:"ran"`
	Sent     bool    `json:"sent"`
}

var errStopped = errors.New("stopped before a request")

// transport refuses every request and notes whose it was.
type transport struct{ found *result }

var signed = regexp.MustCompile(`Credential=(.*?)/\d{8}/.*/sqs/`)

func (t transport) Do(request *http.Request) (*http.Response, error) {
	if match := signed.FindStringSubmatch(request.Header.Get("Authorization")); match != nil {
		t.found.Sent, t.found.Key = true, &match[1]
	} else if t.found.Asked == nil {
		provider := providerOf(request)
		t.found.Asked = &provider
	}
	return nil, errStopped
}

func providerOf(request *http.Request) string {
	var body []byte
	if request.Body != nil {
		body, _ = io.ReadAll(request.Body)
	}
	host := request.URL.Hostname()
	switch {
	case strings.Contains(string(body), "AssumeRoleWithWebIdentity"):
		return "assume-role-with-web-identity"
	case strings.Contains(string(body), "AssumeRole"):
		return "assume-role"
	case strings.HasPrefix(host, "portal.sso."), strings.HasPrefix(host, "oidc."):
		return "sso"
	case host == "169.254.169.254":
		return "imds"
	}
	return "container"
}

// typeOf names the outermost error that has a name of its own; most of this SDK's have none.
func typeOf(err error) string {
	wrappers := map[string]bool{"OperationError": true, "SigningError": true, "wrapError": true, "errorString": true}
	name := ""
	for ; err != nil; err = errors.Unwrap(err) {
		kind := reflect.TypeOf(err)
		if kind.Kind() == reflect.Ptr {
			kind = kind.Elem()
		}
		if name = kind.Name(); !wrappers[name] {
			return name
		}
	}
	return name
}

func providerNamed(source string) string {
	switch {
	case strings.HasPrefix(source, "EnvConfig"):
		return "environment"
	case strings.HasPrefix(source, "SharedConfig"):
		return "static"
	case strings.HasPrefix(source, "Process"):
		return "process"
	}
	return source
}

func call(m machine, found *result) error {
	ctx := context.Background()
	options := []func(*config.LoadOptions) error{
		config.WithHTTPClient(transport{found}),
		config.WithRetryer(func() aws.Retryer { return aws.NopRetryer{} }),
		// Container services are asked by a client of their own.
		config.WithEndpointCredentialOptions(func(o *endpointcreds.Options) { o.HTTPClient = transport{found} }),
	}
	if m.Flag != "" {
		options = append(options, config.WithSharedConfigProfile(m.Flag))
	}
	loaded, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return err
	}
	found.Region = &loaded.Region
	if _, err = sqs.NewFromConfig(loaded).ListQueues(ctx, &sqs.ListQueuesInput{}); found.Sent {
		held, _ := loaded.Credentials.Retrieve(ctx)
		provider := providerNamed(held.Source)
		found.Provider = &provider
	}
	return err
}

func run(m machine) result {
	os.Clearenv()
	for name, value := range m.Env {
		os.Setenv(name, value)
	}
	// The SDK looks for the home once, when it is loaded.
	config.DefaultSharedConfigFiles = []string{config.DefaultSharedConfigFilename()}
	config.DefaultSharedCredentialsFiles = []string{config.DefaultSharedCredentialsFilename()}
	var found result
	if err := call(m, &found); err != nil && !found.Sent && found.Asked == nil {
		kind, message := typeOf(err), err.Error()
		found.Error, found.Message = &kind, &message
		var program *processcreds.ProviderError
		// A program that is not there is no run: the shell says so with 126 or 127.
		found.Ran = errors.As(err, &program) && !regexp.MustCompile(`status 12[67]$`).MatchString(message)
	}
	return found
}

func main() {
	out := json.NewEncoder(os.Stdout)
	_ = out.Encode(fmt.Sprintf("aws-sdk-go-v2 %s, %s", aws.SDKVersion, runtime.Version()))
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var m machine
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		_ = out.Encode(run(m))
	}
}
