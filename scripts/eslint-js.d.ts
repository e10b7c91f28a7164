/** The package ships no declarations. Remove this file when it does. */
declare module '@eslint/js' {
  import type { Linter } from 'eslint';

  const js: { readonly configs: { readonly recommended: Linter.Config } };
  export = js;
}
