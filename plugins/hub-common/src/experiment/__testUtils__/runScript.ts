import ts from 'typescript';
import vm from 'node:vm';

/** What a script asked of k6. */
export interface ScriptRun {
  options: {
    scenarios: Record<string, Record<string, unknown>>;
    thresholds: unknown;
  };
  /** Arguments of each request, body and parameters resolved. */
  requests: { method: string; url: string; body?: unknown; headers: object }[];
  checks: string[];
  failed: string[];
  sleeps: number[];
  expected: unknown[];
}

/**
 * Runs a k6 script once per function that its scenarios start, in place of k6.
 *
 * @param files - files beside it, for `open`
 * @param answer - what each request is answered
 */
export function runScript(
  script: string,
  env: Record<string, string>,
  {
    files = {},
    answer = {},
  }: { files?: Record<string, string>; answer?: object } = {},
): ScriptRun {
  const { outputText, diagnostics } = ts.transpileModule(script, {
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
    },
  });
  if (diagnostics?.length) {
    throw new Error(JSON.stringify(diagnostics.map(one => one.messageText)));
  }
  const run: Omit<ScriptRun, 'options'> = {
    requests: [],
    checks: [],
    failed: [],
    sleeps: [],
    expected: [],
  };
  const response = {
    status: 200,
    body: '',
    timings: { duration: 1 },
    ...answer,
  };
  const request = (
    method: string,
    url: string,
    body: unknown,
    params?: { headers: object },
  ) => {
    run.requests.push({ method, url, body, headers: params?.headers ?? {} });
    return response;
  };
  const modules: Record<string, object> = {
    'k6/http': {
      __esModule: true,
      default: {
        request,
        get: (url: string, params?: { headers: object }) =>
          request('GET', url, undefined, params),
        expectedStatuses: (...statuses: unknown[]) => statuses,
        setResponseCallback: (statuses: unknown[]) =>
          run.expected.push(...statuses),
      },
    },
    k6: {
      check: (of: object, tests: Record<string, (of: object) => boolean>) => {
        for (const [name, test] of Object.entries(tests)) {
          if (name.includes('::')) throw new Error('k6 keeps :: for groups');
          run.checks.push(name);
          if (!test(of)) run.failed.push(name);
        }
      },
      sleep: (seconds: number) => run.sleeps.push(seconds),
    },
  };
  const exported: Record<string, any> = {};
  vm.runInNewContext(outputText, {
    exports: exported,
    require: (name: string) => modules[name],
    open: (path: string) => files[path.replace(/^\.\//, '')],
    __ENV: env,
  });
  const { scenarios } = exported.options as ScriptRun['options'];
  for (const { exec = 'default' } of Object.values(scenarios)) {
    exported[String(exec)]();
  }
  return { ...run, options: exported.options };
}
