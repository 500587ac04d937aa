// Generate prints, as JSON, the CustomResourceDefinitions made from the Go types of the module in the current folder, and each type's schema.
// It differs from controller-gen in one thing: types of k8s.io lose their descriptions, which would be ten times the size of our own.
package main

import (
	"encoding/json"
	"os"
	"strings"

	"golang.org/x/tools/go/packages"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"sigs.k8s.io/controller-tools/pkg/crd"
	"sigs.k8s.io/controller-tools/pkg/loader"
	"sigs.k8s.io/controller-tools/pkg/markers"
)

func main() {
	roots, err := loader.LoadRoots("./...")
	if err != nil {
		panic(err)
	}
	registry := &markers.Registry{}
	if err := (crd.Generator{}).RegisterMarkers(registry); err != nil {
		panic(err)
	}
	parser := &crd.Parser{
		Collector: &markers.Collector{Registry: registry},
		Checker:   &loader.TypeChecker{NodeFilters: []loader.NodeFilter{(crd.Generator{}).CheckFilter()}},
	}
	crd.AddKnownTypes(parser)
	for _, root := range roots {
		parser.NeedPackage(root)
	}

	kinds := crd.FindKubeKinds(parser, crd.FindMetav1(roots))
	for _, root := range roots {
		for _, kind := range kinds {
			if root := (crd.TypeIdent{Package: root, Name: kind.Kind}); parser.Types[root] != nil {
				parser.NeedSchemaFor(root) // and with it all that it refers to
			}
		}
	}
	types := map[string]apiextensionsv1.JSONSchemaProps{}
	for ident, schema := range parser.Schemata {
		if strings.HasPrefix(ident.Package.PkgPath, "k8s.io/") {
			crd.TruncateDescription(&schema, 0)
			parser.Schemata[ident] = schema
		}
		types[ident.Package.PkgPath+"."+ident.Name] = *schema.DeepCopy()
	}
	definitions := []apiextensionsv1.CustomResourceDefinition{}
	for _, kind := range kinds {
		parser.NeedCRDFor(kind, nil)
		definition := parser.CustomResourceDefinitions[kind]
		crd.FixTopLevelMetadata(definition)
		definitions = append(definitions, definition)
	}
	// Type errors are no errors here: the loader type-checks only what it needs.
	if loader.PrintErrors(roots, packages.TypeError) {
		os.Exit(1)
	}
	output := json.NewEncoder(os.Stdout)
	output.SetEscapeHTML(false)
	if err := output.Encode(map[string]any{"definitions": definitions, "types": types}); err != nil {
		panic(err)
	}
}
