// Generated from plugins/hub-backend/src/schema/*.yaml by
// `yarn workspace @illm-lab/plugin-hub-backend generate`. Do not edit.

export const spec = {
  openapi: '3.1.0',
  info: {
    title: 'hub',
    version: '1',
    description:
      'Experiments of the lab and their runs. All times are RFC 3339 in UTC. Errors have the shape of `Error`; those about an input carry `issues`.',
    license: { name: 'Apache-2.0' },
    contact: {},
  },
  servers: [{ url: '/' }],
  paths: {
    '/experiments': {
      get: {
        operationId: 'ListExperiments',
        summary: 'The experiments in the catalog, each with its last run.',
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description: 'The experiments, by name.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Experiment' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/experiments/{name}/inputs': {
      get: {
        operationId: 'GetExperimentInputs',
        summary:
          'What a run of the experiment takes, read from its workflow on the main branch.',
        description:
          '409 with `issues` when the workflow on the main branch is broken.',
        security: [{ JWT: [] }],
        parameters: [{ $ref: '#/components/parameters/experimentName' }],
        responses: {
          '200': {
            description: 'The inputs, and the commit at which they were read.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ExperimentInputs' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/experiments/{name}/availability': {
      get: {
        operationId: 'GetExperimentAvailability',
        summary: 'Whether a new experiment may have this name.',
        security: [{ JWT: [] }],
        parameters: [{ $ref: '#/components/parameters/proposedName' }],
        responses: {
          '200': {
            description: 'Yes, or no with the reason.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Availability' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs': {
      get: {
        operationId: 'ListRuns',
        summary: 'Runs, newest first.',
        security: [{ JWT: [] }],
        parameters: [
          {
            name: 'experiment',
            in: 'query',
            description: 'Only runs of this experiment.',
            required: false,
            schema: { type: 'string', minLength: 1 },
          },
          {
            name: 'state',
            in: 'query',
            description: 'Only runs in this state.',
            required: false,
            schema: { $ref: '#/components/schemas/RunState' },
          },
          {
            name: 'limit',
            in: 'query',
            description: 'Runs on one page.',
            required: false,
            schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
          },
          {
            name: 'cursor',
            in: 'query',
            description: 'nextCursor of the page before.',
            required: false,
            schema: { type: 'string', minLength: 1 },
          },
        ],
        responses: {
          '200': {
            description: 'One page of runs, without their stages.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/RunPage' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'CreateRun',
        summary:
          "Starts a run of an experiment at the main branch's last commit.",
        description:
          "Needs permission hub.run.create on the experiment. Safe to repeat with the same idempotencyKey: the same run is answered. 400 when the parameters don't fit, 404 when there is no such experiment, 409 when its workflow is broken or the key belongs to another request, 503 when the hub can't take runs now.",
        security: [{ JWT: [] }],
        parameters: [],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/CreateRunRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The run that this key has started before.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Run' },
              },
            },
          },
          '201': {
            description: 'The new run.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Run' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}': {
      get: {
        operationId: 'GetRun',
        summary: 'A run with its stages and steps.',
        security: [{ JWT: [] }],
        parameters: [{ $ref: '#/components/parameters/runId' }],
        responses: {
          '200': {
            description: 'The run.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Run' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}/result': {
      get: {
        operationId: 'GetResult',
        summary: 'The measurements of a run; 404 while there are none.',
        security: [{ JWT: [] }],
        parameters: [{ $ref: '#/components/parameters/runId' }],
        responses: {
          '200': {
            description: 'The result.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Result' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}/logs/{stepId}': {
      get: {
        operationId: 'GetLogs',
        summary: 'What a step has written so far, at most 1 MiB.',
        security: [{ JWT: [] }],
        parameters: [
          { $ref: '#/components/parameters/runId' },
          {
            name: 'stepId',
            in: 'path',
            description: 'id of a stage that has logs.',
            required: true,
            schema: {
              type: 'string',
              maxLength: 253,
              pattern: '^[A-Za-z0-9][-._:A-Za-z0-9]*$',
            },
          },
        ],
        responses: {
          '200': {
            description:
              "The log; its last line says so when it was cut. Offsets of `log` events count this text's UTF-16 code units.",
            content: { 'text/plain': { schema: { type: 'string' } } },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}/stop': {
      post: {
        operationId: 'StopRun',
        summary:
          'Stops a run; what it has measured is collected and it is cleaned up.',
        description:
          "Needs permission hub.run.control on the run's experiment. A run that has ended stays as it is.",
        security: [{ JWT: [] }],
        parameters: [{ $ref: '#/components/parameters/runId' }],
        responses: {
          '200': {
            description: 'The run as it is now.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Run' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}/star': {
      put: {
        operationId: 'StarRun',
        summary: 'Stars a run, or takes its star away.',
        description:
          "A star is the lab's, not a person's. A starred run is kept by retention, with its result and logs. Needs permission hub.run.control on the run's experiment. Safe to repeat.",
        security: [{ JWT: [] }],
        parameters: [{ $ref: '#/components/parameters/runId' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/StarRunRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The run as it is now.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Run' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/events': {
      get: {
        operationId: 'StreamEvents',
        summary: 'Changes as they happen, as server-sent events.',
        description:
          'Events: `run` (Run; on topic run:<id> with stages, on topic runs without), `result` ({run, result}), `log` ({run, step, offset, text}) and `hub` (HubStatus, on every stream). Comments keep the stream alive. After a break, Last-Event-ID replays what was missed; when that is no longer known, event `reset` tells the reader to fetch anew. The stream ends when the token expires.',
        security: [{ JWT: [] }],
        parameters: [
          {
            name: 'topics',
            in: 'query',
            description:
              'Comma-separated; runs, run:<id>, logs:<id>:<stepId>, area:<area>.',
            required: false,
            allowReserved: true,
            schema: { type: 'string' },
          },
          {
            name: 'Last-Event-ID',
            in: 'header',
            description: 'id of the last event that was received.',
            required: false,
            schema: { type: 'string' },
          },
        ],
        responses: {
          '200': {
            description: 'The stream.',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/status': {
      get: {
        operationId: 'GetStatus',
        summary: 'How the hub and its parts are.',
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description: 'The status.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/HubStatus' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/people': {
      get: {
        operationId: 'ListPeople',
        summary:
          'Who can sign in on a local hub. Needs no sign-in; 404 on any other hub.',
        parameters: [],
        responses: {
          '200': {
            description: "The catalog's people, by name.",
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Person' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/teams': {
      get: {
        operationId: 'ListTeams',
        summary:
          "The catalog's teams with who is in them, what they own and what they ran.",
        description: 'What a team spends is `GET /costs?aggregate=team`.',
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description: 'The teams, by name.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Team' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/cost-centers': {
      get: {
        operationId: 'ListCostCenters',
        summary:
          "The catalog's cost centers with the teams that they pay for and what those ran.",
        description: 'Budgets and what was spent are `GET /costs/budgets`.',
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description: 'The cost centers, by name.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/CostCenter' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/experiment-facts': {
      get: {
        operationId: 'ListExperimentFacts',
        summary:
          'Of each experiment its clusters, its runs in numbers and how its latency went.',
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description: 'The facts, by name of the experiment.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/ExperimentFacts' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/activity': {
      get: {
        operationId: 'GetActivity',
        summary: 'What ran since a time, in numbers.',
        security: [{ JWT: [] }],
        parameters: [
          {
            name: 'since',
            in: 'query',
            description:
              "From when on, RFC 3339; usually the caller's midnight.",
            required: true,
            allowReserved: true,
            schema: { type: 'string', minLength: 1 },
          },
        ],
        responses: {
          '200': {
            description: 'Runs created since then, by how they ended.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/RunCounts' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pulls': {
      get: {
        operationId: 'ListPulls',
        summary: 'Open pull requests that touch an experiment, newest first.',
        description:
          'Asked of the forge at most every few seconds. While it does not answer the last good answer is given, with the reason in `source`.',
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description: 'The pull requests, and how the forge is.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['items', 'source'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/PullRequest' },
                    },
                    source: { $ref: '#/components/schemas/SourceStatus' },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/claim-previews': {
      post: {
        operationId: 'PreviewClaim',
        summary:
          'What a claim would look like, be made of and cost. Changes nothing.',
        description:
          "404 when there is no such kind; 503 while the repository can't be read.",
        security: [{ JWT: [] }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ClaimPreviewRequest' },
            },
          },
        },
        responses: {
          '200': {
            description:
              'The preview. What is wrong with the claim is in its issues.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ClaimPreview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/claims': {
      get: {
        operationId: 'ListClaims',
        summary:
          'What teams have asked for, also what is only proposed or is being deleted.',
        description:
          "Needs permission hub.claim.read. From memory: while the hub or the forge can't be reached the last good answer is given, and `source` or `forge` says so.",
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description: 'The claims by namespace, kind and name.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ClaimList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/claims/{namespace}/{kind}/{name}': {
      get: {
        operationId: 'GetClaim',
        summary:
          'A claim from its pull request to its connection, and after its deletion what is left.',
        description:
          'Needs permission hub.claim.read. 404 when neither the hub nor the repository nor an open pull request has it. A claim that is gone is answered for an hour.',
        security: [{ JWT: [] }],
        parameters: [
          {
            name: 'namespace',
            in: 'path',
            required: true,
            schema: {
              type: 'string',
              maxLength: 63,
              pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
            },
          },
          {
            name: 'kind',
            in: 'path',
            required: true,
            description: 'As Kubernetes has it, such as Database; in any case.',
            schema: {
              type: 'string',
              maxLength: 63,
              pattern: '^[A-Za-z][A-Za-z0-9]*$',
            },
          },
          {
            name: 'name',
            in: 'path',
            required: true,
            schema: {
              type: 'string',
              maxLength: 253,
              pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$',
            },
          },
        ],
        responses: {
          '200': {
            description: 'The claim.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ClaimDetail' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/costs': {
      get: {
        operationId: 'GetCosts',
        summary: 'What a window cost, by one or more labels.',
        description:
          'Needs permission hub.cost.read. Answers with the last good figures, and a reason in `source` when the cost source does not answer. What was not measured is null, never 0. 400 when the window, a label or the filter is not understood.',
        security: [{ JWT: [] }],
        parameters: [
          {
            name: 'window',
            in: 'query',
            description:
              'Preset in whole days of UTC; `from` and `to` take its place. Ends now at the latest.',
            required: false,
            schema: { $ref: '#/components/schemas/CostWindowPreset' },
          },
          {
            name: 'from',
            in: 'query',
            description: 'Begin, RFC 3339; rounded down to the hour.',
            required: false,
            allowReserved: true,
            schema: { type: 'string', minLength: 10 },
          },
          {
            name: 'to',
            in: 'query',
            description:
              'End, RFC 3339; rounded up to the hour, and never in the future. Now when left out.',
            required: false,
            allowReserved: true,
            schema: { type: 'string', minLength: 10 },
          },
          {
            name: 'aggregate',
            in: 'query',
            description:
              'Comma-separated; team, project, environment, cost-center, experiment, run, namespace, workload, or label:x for any label.',
            required: false,
            allowReserved: true,
            schema: { type: 'string', minLength: 1, default: 'cost-center' },
          },
          {
            name: 'step',
            in: 'query',
            description: 'Whether `series` has the cost of each day.',
            required: false,
            schema: { type: 'string', enum: ['none', 'day'], default: 'none' },
          },
          {
            name: 'idle',
            in: 'query',
            description:
              'What nothing asked for: an item of its own, shared among the items in proportion to what each cost, or left out.',
            required: false,
            schema: { $ref: '#/components/schemas/CostIdleMode' },
          },
          {
            name: 'filter',
            in: 'query',
            description:
              'Comma-separated <label>:<value>, all of which must hold; labels as in `aggregate`. The value __unallocated__ is for what lacks it.',
            required: false,
            allowReserved: true,
            schema: { type: 'string', minLength: 3 },
          },
          {
            name: 'compare',
            in: 'query',
            description:
              'Whether to compare with the window before: the same hours of as many days before, for a month the same part of the month before.',
            required: false,
            schema: {
              type: 'string',
              enum: ['previous', 'none'],
              default: 'previous',
            },
          },
        ],
        responses: {
          '200': {
            description: 'The report.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/CostReport' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/costs/csv': {
      get: {
        operationId: 'GetCostsCsv',
        summary:
          'The same report as a table, with a line per item, or per item and day.',
        description: '503 with the reason when there are no figures at all.',
        security: [{ JWT: [] }],
        parameters: [
          {
            name: 'window',
            in: 'query',
            description:
              'Preset in whole days of UTC; `from` and `to` take its place. Ends now at the latest.',
            required: false,
            schema: { $ref: '#/components/schemas/CostWindowPreset' },
          },
          {
            name: 'from',
            in: 'query',
            description: 'Begin, RFC 3339; rounded down to the hour.',
            required: false,
            allowReserved: true,
            schema: { type: 'string', minLength: 10 },
          },
          {
            name: 'to',
            in: 'query',
            description:
              'End, RFC 3339; rounded up to the hour, and never in the future. Now when left out.',
            required: false,
            allowReserved: true,
            schema: { type: 'string', minLength: 10 },
          },
          {
            name: 'aggregate',
            in: 'query',
            description:
              'Comma-separated; team, project, environment, cost-center, experiment, run, namespace, workload, or label:x for any label.',
            required: false,
            allowReserved: true,
            schema: { type: 'string', minLength: 1, default: 'cost-center' },
          },
          {
            name: 'step',
            in: 'query',
            description: 'Whether `series` has the cost of each day.',
            required: false,
            schema: { type: 'string', enum: ['none', 'day'], default: 'none' },
          },
          {
            name: 'idle',
            in: 'query',
            description:
              'What nothing asked for: an item of its own, shared among the items in proportion to what each cost, or left out.',
            required: false,
            schema: { $ref: '#/components/schemas/CostIdleMode' },
          },
          {
            name: 'filter',
            in: 'query',
            description:
              'Comma-separated <label>:<value>, all of which must hold; labels as in `aggregate`. The value __unallocated__ is for what lacks it.',
            required: false,
            allowReserved: true,
            schema: { type: 'string', minLength: 3 },
          },
          {
            name: 'compare',
            in: 'query',
            description:
              'Whether to compare with the window before: the same hours of as many days before, for a month the same part of the month before.',
            required: false,
            schema: {
              type: 'string',
              enum: ['previous', 'none'],
              default: 'previous',
            },
          },
        ],
        responses: {
          '200': {
            description:
              'The table; the first line has the names of the columns.',
            content: { 'text/csv': { schema: { type: 'string' } } },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/costs/budgets': {
      get: {
        operationId: 'GetBudgets',
        summary: "Each cost center's month so far against its budget.",
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description: 'The cost centers of the catalog, by name.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/CostBudgets' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/runs/{id}/cost': {
      get: {
        operationId: 'GetRunCost',
        summary: 'What a run cost.',
        description:
          'Written down with the run once it is final, so that it outlives what the cost source remembers.',
        security: [{ JWT: [] }],
        parameters: [{ $ref: '#/components/parameters/runId' }],
        responses: {
          '200': {
            description: 'The cost so far, or the final one.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/RunCost' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/clusters': {
      get: {
        operationId: 'ListClusters',
        summary: "The hub's own cluster and those that its Argo CD knows.",
        description: 'Needs permission hub.node.read.',
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description: 'The hub first, then the others by name.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['items', 'source'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Cluster' },
                    },
                    source: { $ref: '#/components/schemas/SourceStatus' },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/nodes': {
      get: {
        operationId: 'ListNodes',
        summary:
          'Nodes of all clusters, with what Kubernetes and Talos say of them.',
        description:
          'Needs permission hub.node.read. Answered from memory. A cluster that does not answer keeps its last known nodes; its `source` says since when.',
        security: [{ JWT: [] }],
        parameters: [
          {
            name: 'cluster',
            in: 'query',
            description: 'Only nodes of this cluster.',
            required: false,
            schema: { type: 'string', minLength: 1 },
          },
          {
            name: 'health',
            in: 'query',
            description: 'Only nodes that are so.',
            required: false,
            schema: { $ref: '#/components/schemas/NodeHealth' },
          },
          {
            name: 'search',
            in: 'query',
            description: 'Only nodes whose name has this in it.',
            required: false,
            schema: { type: 'string', minLength: 1 },
          },
          {
            name: 'limit',
            in: 'query',
            description: 'Nodes on one page.',
            required: false,
            schema: { type: 'integer', minimum: 1, maximum: 500, default: 60 },
          },
          {
            name: 'offset',
            in: 'query',
            description: 'Nodes to skip.',
            required: false,
            schema: { type: 'integer', minimum: 0, default: 0 },
          },
        ],
        responses: {
          '200': {
            description: 'One page, by cluster and name, what is unwell first.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NodePage' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/nodes/{cluster}/{node}': {
      get: {
        operationId: 'GetNode',
        summary: 'One node with its pods and its last hour.',
        description:
          'Needs permission hub.node.read. 404 when there is no such node.',
        security: [{ JWT: [] }],
        parameters: [
          {
            name: 'cluster',
            in: 'path',
            required: true,
            description: 'Name of the cluster, as in ListClusters.',
            schema: {
              type: 'string',
              maxLength: 253,
              pattern: '^[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$',
            },
          },
          {
            name: 'node',
            in: 'path',
            required: true,
            description: 'Name of the node.',
            schema: {
              type: 'string',
              maxLength: 253,
              pattern: '^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$',
            },
          },
        ],
        responses: {
          '200': {
            description: 'The node.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/NodeDetail' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pulls/{number}': {
      get: {
        operationId: 'GetPull',
        summary: 'One pull request and how far what it defines has come.',
        description:
          '404 when there is no such pull request; 503 while the forge does not answer.',
        security: [{ JWT: [] }],
        parameters: [
          {
            name: 'number',
            in: 'path',
            required: true,
            description: 'Number of the pull request at the forge.',
            schema: { type: 'integer', minimum: 1 },
          },
        ],
        responses: {
          '200': {
            description: 'The pull request.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PullProgress' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/retention': {
      get: {
        operationId: 'GetRetention',
        summary:
          'What is kept of runs and for how long, and what there is of it now.',
        description:
          'Days are those of hub.retention in the configuration; 0 is for ever. Figures are at most a minute old.',
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description: 'The rules and the figures.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Retention' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/services': {
      get: {
        operationId: 'ListServices',
        summary: 'What the hub offers, in the order in which it is brought up.',
        description:
          "From memory. While the hub can't be reached the last good answer is given, and `source` says so.",
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description:
              'The services by parent and wave, and how each wave is.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ServiceList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/services/{name}': {
      get: {
        operationId: 'GetService',
        summary:
          'A service with its resources, what differs from Git and what was deployed.',
        security: [{ JWT: [] }],
        parameters: [{ $ref: '#/components/parameters/serviceName' }],
        responses: {
          '200': {
            description: 'The service.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ServiceDetail' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/services/{name}/refresh': {
      post: {
        operationId: 'RefreshService',
        summary: 'Compares a service with Git now.',
        description: 'Needs permission hub.service.control. Safe to repeat.',
        security: [{ JWT: [] }],
        parameters: [{ $ref: '#/components/parameters/serviceName' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/RefreshServiceRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The service after the comparison.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Service' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/services/{name}/sync': {
      post: {
        operationId: 'SyncService',
        summary: 'Makes a service what Git says, or tells what that would do.',
        description:
          "Needs permission hub.service.control. Returns when Argo CD has begun; the result comes as the service's `operation`. Repeated with the same idempotencyKey it begins nothing new. 409 while another operation runs.",
        security: [{ JWT: [] }],
        parameters: [{ $ref: '#/components/parameters/serviceName' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/SyncServiceRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The service, with the operation that was begun.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Service' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/services/{name}/rollback': {
      post: {
        operationId: 'RollbackService',
        summary: 'Deploys again what was deployed before.',
        description:
          'Needs permission hub.service.control. 409 while Argo CD keeps the service at its branch by itself, or another operation runs. A service that is at that revision already stays as it is.',
        security: [{ JWT: [] }],
        parameters: [{ $ref: '#/components/parameters/serviceName' }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/RollbackServiceRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The service, with the operation that was begun.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Service' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/target-hosts': {
      get: {
        operationId: 'GetTargetHosts',
        summary:
          'Hosts that are there already and that experiments may put load on.',
        description:
          "Read from platform/hub/values/target-hosts.yaml on the main branch; 503 while the repository can't be read, 409 when that file is broken.",
        security: [{ JWT: [] }],
        parameters: [],
        responses: {
          '200': {
            description: 'The hosts; none when there is no such file.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/TargetHosts' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      JWT: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    },
    parameters: {
      experimentName: {
        name: 'name',
        in: 'path',
        description: 'Name of the experiment.',
        required: true,
        schema: {
          type: 'string',
          maxLength: 63,
          pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        },
      },
      proposedName: {
        name: 'name',
        in: 'path',
        description: 'Name that somebody thinks of, also one that is none.',
        required: true,
        schema: { type: 'string', minLength: 1, maxLength: 500 },
      },
      runId: {
        name: 'id',
        in: 'path',
        description: 'Id of the run, which is the name of its Workflow.',
        required: true,
        schema: {
          type: 'string',
          maxLength: 253,
          pattern: '^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$',
        },
      },
      serviceName: {
        name: 'name',
        in: 'path',
        required: true,
        schema: {
          type: 'string',
          maxLength: 253,
          pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$',
        },
      },
    },
    responses: {
      Error: {
        description: 'What went wrong, in words.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
          },
        },
      },
    },
    schemas: {
      Error: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['name', 'message'],
            properties: {
              name: { type: 'string' },
              message: { type: 'string' },
              issues: {
                type: 'array',
                items: { $ref: '#/components/schemas/Issue' },
              },
            },
          },
        },
      },
      Issue: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'message', 'remedy'],
        properties: {
          path: { type: 'string', description: 'Field that is wrong.' },
          message: { type: 'string', description: 'What is wrong.' },
          remedy: { type: 'string', description: 'What to do about it.' },
          line: {
            type: 'integer',
            description: 'Line in the file',
            'from 1.': null,
          },
        },
      },
      Experiment: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'entityRef', 'title', 'description', 'owner'],
        properties: {
          name: { type: 'string' },
          entityRef: { type: 'string' },
          title: { type: 'string' },
          description: { type: ['string', 'null'] },
          owner: {
            type: ['string', 'null'],
            description: 'Entity ref of the owner team.',
          },
          lastRun: { $ref: '#/components/schemas/Run' },
        },
      },
      ExperimentInputs: {
        type: 'object',
        additionalProperties: false,
        required: ['experiment', 'commit', 'inputs'],
        properties: {
          experiment: { type: 'string' },
          commit: { type: 'string' },
          inputs: {
            type: 'array',
            items: { $ref: '#/components/schemas/RunInput' },
          },
        },
      },
      RunInput: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'type', 'required'],
        properties: {
          name: { type: 'string' },
          title: { type: 'string', description: 'What people call it.' },
          type: {
            type: 'string',
            enum: [
              'integer',
              'number',
              'string',
              'duration',
              'boolean',
              'json',
            ],
          },
          inferred: {
            type: 'boolean',
            description:
              'True when the type is a guess from the default, which refuses nothing.',
          },
          format: {
            type: 'string',
            enum: ['k6-thresholds'],
            description: 'JSON that has an editor and a check of its own.',
          },
          description: { type: 'string' },
          default: { type: 'string' },
          minimum: {
            type: 'number',
            description: 'Least value; of a duration in seconds.',
          },
          maximum: {
            type: 'number',
            description: 'Largest value; of a duration in seconds.',
          },
          unit: {
            type: 'string',
            description: 'What the number is in, such as ms.',
          },
          pattern: {
            type: 'string',
            description: 'Regular expression for the whole text.',
          },
          multiline: { type: 'boolean' },
          enum: { type: 'array', items: { type: 'string' } },
          required: {
            type: 'boolean',
            description: 'True when there is no default.',
          },
        },
      },
      Availability: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'available'],
        properties: {
          name: { type: 'string' },
          available: { type: 'boolean' },
          reason: { type: 'string', description: 'Why it is not available.' },
        },
      },
      RunPhase: {
        type: 'string',
        description:
          "How far the run's Workflow is, in Argo's words; see RunState.",
        enum: ['Pending', 'Running', 'Succeeded', 'Failed', 'Error', 'Stopped'],
      },
      RunState: {
        type: 'string',
        description:
          'How a run stands, by its Workflow and its result together. passed: every threshold held. failed: a threshold was crossed. error: it could not be carried out or judged. stopped: somebody ended it before its end.',
        enum: ['waiting', 'running', 'passed', 'failed', 'error', 'stopped'],
      },
      Verdict: { type: 'string', enum: ['passed', 'failed', 'error'] },
      CreateRunRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['experiment', 'idempotencyKey'],
        properties: {
          experiment: { type: 'string', minLength: 1, maxLength: 253 },
          parameters: {
            type: 'object',
            description:
              "Values of the run's inputs; those left out have their default.",
            additionalProperties: { type: 'string', maxLength: 10000 },
          },
          keep: {
            type: 'boolean',
            description:
              "Leave the run's objects on the hub when it has ended.",
          },
          idempotencyKey: {
            type: 'string',
            description:
              'Chosen by the caller, new for each run that is meant.',
            minLength: 8,
            maxLength: 200,
          },
        },
      },
      StarRunRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['starred'],
        properties: { starred: { type: 'boolean' } },
      },
      Run: {
        type: 'object',
        additionalProperties: false,
        required: [
          'id',
          'number',
          'experiment',
          'state',
          'phase',
          'verdict',
          'partial',
          'stoppedBy',
          'starredBy',
          'message',
          'createdAt',
          'startedAt',
          'finishedAt',
          'requestedBy',
          'commit',
          'parameters',
          'kept',
          'url',
        ],
        properties: {
          id: { type: 'string' },
          number: {
            type: 'integer',
            description: "Counts the experiment's runs from 1.",
          },
          experiment: { type: 'string' },
          state: { $ref: '#/components/schemas/RunState' },
          phase: { $ref: '#/components/schemas/RunPhase' },
          partial: {
            type: 'boolean',
            description: 'It has a result of the time until it was stopped.',
          },
          stoppedBy: {
            type: ['string', 'null'],
            description:
              'Who stopped it: entity ref of a user of the portal, else name of the program that did, such as argo or kubectl-patch.',
          },
          starredBy: {
            type: ['string', 'null'],
            description:
              'Entity ref of the user who starred it; null when it has no star.',
          },
          verdict: {
            oneOf: [{ $ref: '#/components/schemas/Verdict' }, { type: 'null' }],
          },
          message: {
            type: ['string', 'null'],
            description: 'How it is or how it ended, as a sentence.',
          },
          createdAt: { type: 'string' },
          startedAt: { type: ['string', 'null'] },
          finishedAt: { type: ['string', 'null'] },
          requestedBy: {
            type: ['string', 'null'],
            description:
              'Entity ref of the user who asked; null when made by other means.',
          },
          commit: { type: ['string', 'null'] },
          parameters: {
            type: 'object',
            additionalProperties: { type: 'string' },
          },
          kept: { type: 'boolean' },
          url: { type: 'string', description: "The run's page in the portal." },
          stages: {
            type: 'array',
            description: "The hub's stages; on one run only, not in lists.",
            items: { $ref: '#/components/schemas/Stage' },
          },
          clusters: {
            type: 'array',
            description:
              'Clusters that were made for the run, on one run only; none when it runs on the hub.',
            items: { $ref: '#/components/schemas/RunCluster' },
          },
        },
      },
      RunCluster: {
        type: 'object',
        additionalProperties: false,
        required: [
          'name',
          'role',
          'provider',
          'phase',
          'message',
          'createdAt',
          'removedAt',
          'timeline',
        ],
        properties: {
          name: { type: 'string' },
          role: { type: 'string', enum: ['orchestrator', 'target', 'loadgen'] },
          provider: { type: 'string', description: 'What makes it.' },
          phase: {
            type: 'string',
            enum: [
              'Pending',
              'Provisioning',
              'Ready',
              'Failed',
              'Deleting',
              'Removed',
            ],
          },
          message: {
            type: 'string',
            description: 'What is waited for',
            'or why not.': null,
          },
          endpoint: {
            type: 'string',
            description: 'Address of its API server.',
          },
          createdAt: { type: 'string' },
          removedAt: { type: ['string', 'null'] },
          timeline: {
            type: 'array',
            description: 'What was done for it, part by part.',
            items: { $ref: '#/components/schemas/ClusterPart' },
          },
        },
      },
      ClusterPart: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'title', 'startedAt', 'finishedAt', 'message'],
        properties: {
          name: { type: 'string' },
          title: { type: 'string' },
          startedAt: { type: 'string' },
          finishedAt: { type: ['string', 'null'] },
          message: { type: 'string' },
        },
      },
      RunPage: {
        type: 'object',
        additionalProperties: false,
        required: ['items', 'total'],
        properties: {
          items: { type: 'array', items: { $ref: '#/components/schemas/Run' } },
          nextCursor: {
            type: 'string',
            description: 'Absent on the last page.',
          },
          total: { type: 'integer', description: 'All runs that match.' },
        },
      },
      StagePhase: {
        type: 'string',
        enum: [
          'Pending',
          'Running',
          'Succeeded',
          'Failed',
          'Error',
          'Skipped',
          'Omitted',
        ],
      },
      Stage: {
        type: 'object',
        additionalProperties: false,
        required: [
          'id',
          'name',
          'phase',
          'message',
          'exitCode',
          'startedAt',
          'finishedAt',
          'hasLogs',
          'children',
        ],
        properties: {
          id: { type: 'string', description: 'Unique in the run.' },
          name: { type: 'string' },
          phase: { $ref: '#/components/schemas/StagePhase' },
          message: { type: ['string', 'null'] },
          exitCode: { type: ['integer', 'null'] },
          startedAt: { type: ['string', 'null'] },
          finishedAt: { type: ['string', 'null'] },
          podName: { type: 'string' },
          namespace: { type: 'string' },
          cluster: {
            type: 'string',
            description:
              'Cluster of the run that has the pod; the hub when absent.',
          },
          hasLogs: { type: 'boolean' },
          children: {
            type: 'array',
            items: { $ref: '#/components/schemas/Stage' },
          },
        },
      },
      Result: {
        type: 'object',
        required: [
          'verdict',
          'message',
          'thresholds',
          'metrics',
          'summaries',
          'collectedAt',
        ],
        properties: {
          verdict: { $ref: '#/components/schemas/Verdict' },
          message: {
            type: 'string',
            description: 'The verdict as a sentence.',
          },
          thresholds: {
            type: 'array',
            items: { $ref: '#/components/schemas/ResultThreshold' },
          },
          metrics: {
            type: 'array',
            items: { $ref: '#/components/schemas/ResultMetric' },
          },
          summaries: {
            type: 'object',
            description: "k6's own summaries by output parameter.",
            additionalProperties: true,
          },
          partial: {
            type: 'boolean',
            description:
              'True when the run was stopped, so that only the time until then was measured; such a result has no verdict but error.',
          },
          decidedBy: {
            type: 'string',
            description:
              "Name of the step whose failure decides the verdict; no failure that the experiment's author tolerates does. Absent when none failed.",
          },
          hostCpu: { $ref: '#/components/schemas/HostCpu' },
          truncated: {
            type: 'string',
            description: 'What was left out for size, as a sentence.',
          },
          collectedAt: { type: 'string' },
        },
      },
      ResultThreshold: {
        type: 'object',
        required: ['metric', 'expression', 'passed', 'unit'],
        properties: {
          metric: { type: 'string' },
          expression: { type: 'string' },
          passed: { type: 'boolean' },
          limit: {
            type: 'number',
            description: 'Right side of the expression.',
          },
          value: {
            type: 'number',
            description: 'What was measured; absent when that is not known.',
          },
          noSamples: {
            type: 'boolean',
            description:
              'True when k6 measured nothing of this metric. k6 says then that the threshold holds.',
          },
          margin: {
            type: 'number',
            description:
              'Distance to the limit as a share of it; negative when crossed.',
          },
          unit: { $ref: '#/components/schemas/MetricUnit' },
          step: {
            type: 'string',
            description: 'k6 step',
            'where there are several.': null,
          },
        },
      },
      ResultMetric: {
        type: 'object',
        required: ['name', 'type', 'unit', 'values'],
        properties: {
          name: { type: 'string' },
          type: { type: 'string', enum: ['counter', 'gauge', 'rate', 'trend'] },
          unit: { $ref: '#/components/schemas/MetricUnit' },
          noSamples: {
            type: 'boolean',
            description:
              'True when nothing was measured; its values mean nothing then.',
          },
          values: {
            type: 'object',
            description: 'By aggregation, such as avg or p(95).',
            additionalProperties: { type: 'number' },
          },
          parent: {
            type: 'string',
            description: 'Metric that a submetric is part of.',
          },
          step: { type: 'string' },
        },
      },
      MetricUnit: {
        type: 'string',
        enum: ['ms', 'bytes', 'ratio', 'count', ''],
      },
      HostCpu: {
        type: 'object',
        description: 'CPU use of the host while the load ran, as shares of 1.',
        required: ['mean', 'max', 'samples'],
        properties: {
          mean: { type: 'number' },
          max: { type: 'number' },
          samples: { type: 'integer' },
        },
      },
      HubStatus: {
        type: 'object',
        additionalProperties: false,
        required: [
          'environment',
          'state',
          'concerns',
          'podsRunnable',
          'components',
          'tools',
          'sources',
        ],
        properties: {
          environment: { type: 'string', enum: ['local', 'kind', 'talos'] },
          state: {
            type: 'string',
            description:
              'building while tools are built, starting while parts have not been there yet, ready, degraded when something that was there is gone or not well.',
            enum: ['starting', 'building', 'ready', 'degraded', 'stopping'],
          },
          concerns: {
            type: 'array',
            description:
              'What of nodes and services is not as it should be, a sentence each.',
            items: { type: 'string' },
          },
          kubernetesVersion: { type: 'string' },
          podsRunnable: { type: 'boolean' },
          podsReason: { type: 'string', description: "Why pods can't run." },
          components: {
            type: 'array',
            items: { $ref: '#/components/schemas/ComponentStatus' },
          },
          tools: {
            type: 'array',
            items: { $ref: '#/components/schemas/ToolStatus' },
          },
          sources: {
            type: 'array',
            description: 'What the portal itself watches.',
            items: { $ref: '#/components/schemas/SourceStatus' },
          },
        },
      },
      ComponentStatus: {
        type: 'object',
        required: ['name', 'ready'],
        properties: {
          name: { type: 'string' },
          version: { type: ['string', 'null'] },
          pid: { type: ['integer', 'null'] },
          address: { type: ['string', 'null'] },
          ready: { type: 'boolean' },
          since: { type: ['string', 'null'] },
          restarts: { type: 'integer' },
          message: { type: ['string', 'null'] },
        },
      },
      ToolStatus: {
        type: 'object',
        required: ['tool', 'state'],
        properties: {
          tool: { type: 'string' },
          state: { type: 'string' },
          etaSeconds: { type: ['number', 'null'] },
          seconds: { type: ['number', 'null'] },
          message: { type: ['string', 'null'], description: 'Why it failed.' },
        },
      },
      SourceStatus: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'connected'],
        properties: {
          name: { type: 'string' },
          connected: { type: 'boolean' },
          reason: { type: 'string', description: 'Why it is not connected.' },
          lastGoodAt: {
            type: 'string',
            description:
              'When it last answered; absent when it has not been there yet.',
          },
        },
      },
      Person: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'displayName', 'teams'],
        properties: {
          name: { type: 'string' },
          displayName: { type: 'string' },
          teams: { type: 'array', items: { type: 'string' } },
        },
      },
      RunCounts: {
        type: 'object',
        additionalProperties: false,
        description:
          'Runs by their state (RunState); together they are the total.',
        required: [
          'total',
          'waiting',
          'running',
          'passed',
          'failed',
          'error',
          'stopped',
        ],
        properties: {
          total: { type: 'integer' },
          waiting: { type: 'integer' },
          running: { type: 'integer' },
          passed: { type: 'integer' },
          failed: { type: 'integer', description: 'A threshold was crossed.' },
          error: {
            type: 'integer',
            description: 'They could not be carried out or judged.',
          },
          stopped: { type: 'integer' },
        },
      },
      Team: {
        type: 'object',
        additionalProperties: false,
        required: [
          'name',
          'entityRef',
          'title',
          'description',
          'costCenters',
          'members',
          'experiments',
          'runs',
        ],
        properties: {
          name: { type: 'string' },
          entityRef: { type: 'string' },
          title: { type: 'string' },
          description: { type: ['string', 'null'] },
          costCenters: {
            type: 'array',
            description: 'Entity refs of those who pay for the team.',
            items: { type: 'string' },
          },
          members: {
            type: 'array',
            description: 'Entity refs of its people.',
            items: { type: 'string' },
          },
          experiments: {
            type: 'array',
            description: 'Names of the experiments that it owns.',
            items: { type: 'string' },
          },
          runs: {
            description: 'Runs of its experiments in the last 30 days.',
            $ref: '#/components/schemas/RunCounts',
          },
        },
      },
      CostCenter: {
        type: 'object',
        additionalProperties: false,
        required: [
          'name',
          'entityRef',
          'title',
          'description',
          'teams',
          'experiments',
          'runs',
        ],
        properties: {
          name: { type: 'string' },
          entityRef: { type: 'string' },
          title: { type: 'string' },
          description: { type: ['string', 'null'] },
          teams: {
            type: 'array',
            description: 'Entity refs of the teams that it pays for.',
            items: { type: 'string' },
          },
          experiments: {
            type: 'array',
            description: 'Names of the experiments of those teams.',
            items: { type: 'string' },
          },
          runs: {
            description: 'Runs of those experiments in the last 30 days.',
            $ref: '#/components/schemas/RunCounts',
          },
        },
      },
      ExperimentFacts: {
        type: 'object',
        additionalProperties: false,
        required: ['experiment', 'clusters', 'runs', 'trend'],
        properties: {
          experiment: { type: 'string' },
          clusters: {
            type: 'array',
            description: 'The clusters that it declares in the catalog.',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['entityRef', 'role'],
              properties: {
                entityRef: { type: 'string' },
                role: {
                  type: 'string',
                  enum: ['orchestrator', 'target', 'loadgen'],
                },
              },
            },
          },
          runs: {
            description: 'All runs that it ever had.',
            $ref: '#/components/schemas/RunCounts',
          },
          trend: {
            type: 'array',
            description:
              "95th percentile of the requests' duration in ms, of its last runs that measured one, oldest first.",
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['run', 'number', 'at', 'p95', 'verdict'],
              properties: {
                run: { type: 'string' },
                number: { type: 'integer' },
                at: { type: 'string' },
                p95: { type: 'number' },
                verdict: { $ref: '#/components/schemas/Verdict' },
              },
            },
          },
        },
      },
      PullRequest: {
        type: 'object',
        additionalProperties: false,
        required: [
          'number',
          'title',
          'url',
          'author',
          'createdAt',
          'updatedAt',
          'draft',
          'experiments',
          'claims',
        ],
        properties: {
          number: { type: 'integer' },
          title: { type: 'string' },
          url: { type: 'string', description: 'Its page at the forge.' },
          author: { type: 'string', description: 'Login at the forge.' },
          createdAt: { type: 'string' },
          updatedAt: { type: 'string' },
          draft: { type: 'boolean' },
          checks: {
            type: 'string',
            enum: ['passed', 'failed', 'pending'],
            description: 'How its checks stand; absent when it has none.',
          },
          experiments: {
            type: 'array',
            description: 'Names of the experiments whose folder it changes.',
            items: { type: 'string' },
          },
          claims: {
            type: 'array',
            description: 'The claims whose file it adds, changes or removes.',
            items: { $ref: '#/components/schemas/PullClaim' },
          },
        },
      },
      ClaimPreviewRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['kind', 'name', 'team', 'labels', 'spec'],
        properties: {
          kind: {
            type: 'string',
            description: 'Such as Database.',
            maxLength: 63,
            pattern: '^[A-Za-z][A-Za-z0-9]*$',
          },
          name: { type: 'string', minLength: 1, maxLength: 63 },
          team: {
            type: 'string',
            description: 'Name of the owner team.',
            minLength: 1,
            maxLength: 63,
          },
          labels: {
            type: 'object',
            description: 'Cost labels project, environment and cost-center.',
            additionalProperties: { type: 'string', maxLength: 63 },
          },
          experiment: {
            type: 'string',
            description: 'The experiment that it belongs to.',
            maxLength: 63,
          },
          requestedBy: {
            type: 'string',
            description: 'Entity ref of who asks.',
            maxLength: 256,
          },
          change: {
            type: 'boolean',
            description: 'It is there already and is to change.',
          },
          spec: { type: 'object', additionalProperties: true },
        },
      },
      ClaimPreview: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'manifest', 'issues', 'resources'],
        properties: {
          path: {
            type: 'string',
            description: "The claim's file in the repository.",
          },
          manifest: { type: 'string', description: 'Text of that file.' },
          before: {
            type: 'string',
            description: 'Its text now',
            'if it is there.': null,
          },
          namespace: {
            type: 'object',
            description: "The team's namespace, when this is its first claim.",
            additionalProperties: false,
            required: ['path', 'manifest'],
            properties: {
              path: { type: 'string' },
              manifest: { type: 'string' },
            },
          },
          issues: {
            type: 'array',
            items: { $ref: '#/components/schemas/Issue' },
          },
          unchecked: {
            type: 'string',
            description:
              'Why the API server could not be asked about its rules, if so.',
          },
          resources: {
            type: 'array',
            description: 'What it would first be made of.',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['apiVersion', 'kind', 'name', 'manifest'],
              properties: {
                apiVersion: { type: 'string' },
                kind: { type: 'string' },
                name: { type: 'string' },
                manifest: { type: 'string' },
              },
            },
          },
          estimate: { $ref: '#/components/schemas/ClaimEstimate' },
        },
      },
      ClaimEstimate: {
        type: 'object',
        additionalProperties: false,
        required: ['currency', 'monthly', 'complete', 'source', 'lines'],
        properties: {
          currency: { type: 'string' },
          monthly: {
            type: ['number', 'null'],
            description:
              'Of a month, all that is known added up; null when nothing is.',
          },
          complete: {
            type: 'boolean',
            description: 'All of it is in the price book.',
          },
          source: {
            type: 'string',
            description: 'Where the prices are from; empty without any.',
          },
          lines: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['kind', 'name', 'what'],
              properties: {
                kind: { type: 'string' },
                name: { type: 'string' },
                what: { type: 'string' },
                monthly: { type: 'number' },
                note: {
                  type: 'string',
                  description: 'How it is paid when not by month.',
                },
              },
            },
          },
        },
      },
      ClaimList: {
        type: 'object',
        additionalProperties: false,
        required: ['items', 'kinds', 'source', 'forge'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Claim' },
          },
          kinds: {
            type: 'array',
            description: 'Kinds that can be claimed on this hub.',
            items: { type: 'string' },
          },
          source: { $ref: '#/components/schemas/SourceStatus' },
          forge: { $ref: '#/components/schemas/SourceStatus' },
        },
      },
      ClaimState: {
        type: 'string',
        description:
          "proposed: only in an open pull request. merged: not on the hub yet. composing: nothing is made of it yet. creating: its resources come up. unavailable: this hub can't reach the cloud. failed: something was refused. deleting: it or something of it still exists. gone: nothing is left.",
        enum: [
          'proposed',
          'merged',
          'composing',
          'creating',
          'unavailable',
          'failed',
          'ready',
          'deleting',
          'gone',
        ],
      },
      Claim: {
        type: 'object',
        additionalProperties: false,
        required: [
          'namespace',
          'kind',
          'name',
          'state',
          'sentence',
          'provider',
          'region',
          'labels',
          'team',
          'experiment',
          'createdAt',
          'resources',
          'pulls',
          'estimate',
        ],
        properties: {
          namespace: { type: 'string' },
          kind: { type: 'string' },
          name: { type: 'string' },
          state: { $ref: '#/components/schemas/ClaimState' },
          sentence: {
            type: 'string',
            description: 'How it is',
            'in words.': null,
          },
          provider: { type: ['string', 'null'] },
          region: { type: ['string', 'null'] },
          labels: {
            type: 'object',
            description: 'Its cost labels, its own or those of its namespace.',
            additionalProperties: { type: 'string' },
          },
          team: {
            type: ['string', 'null'],
            description: 'Entity ref of the team that its labels name.',
          },
          experiment: {
            type: ['string', 'null'],
            description: 'Name of the experiment that it belongs to.',
          },
          createdAt: { type: ['string', 'null'] },
          resources: {
            type: 'object',
            additionalProperties: false,
            required: ['total', 'ready'],
            properties: {
              total: { type: 'integer' },
              ready: { type: 'integer' },
            },
          },
          pulls: {
            type: 'array',
            description: 'Open pull requests that add, change or remove it.',
            items: { $ref: '#/components/schemas/ClaimPull' },
          },
          estimate: {
            type: ['string', 'null'],
            description:
              'What its definition says that it will cost in a month.',
          },
        },
      },
      ClaimPull: {
        type: 'object',
        additionalProperties: false,
        required: ['number', 'title', 'url', 'author', 'action', 'at'],
        properties: {
          number: { type: 'integer' },
          title: { type: 'string' },
          url: { type: 'string', description: 'Its page at the forge.' },
          author: { type: 'string', description: 'Login at the forge.' },
          action: { type: 'string', enum: ['adds', 'changes', 'removes'] },
          at: {
            type: 'string',
            description: 'When it was merged',
            'or opened while it is open.': null,
          },
        },
      },
      ClaimDetail: {
        type: 'object',
        additionalProperties: false,
        required: [
          'claim',
          'steps',
          'spec',
          'wishes',
          'conditions',
          'resources',
          'order',
          'events',
          'connection',
          'application',
          'file',
          'merged',
          'source',
          'forge',
        ],
        properties: {
          claim: { $ref: '#/components/schemas/Claim' },
          steps: {
            type: 'array',
            description: 'Its way from pull request to Ready, or to its end.',
            items: { $ref: '#/components/schemas/ClaimStep' },
          },
          spec: {
            type: 'object',
            description:
              'What was asked for, as the repository defines it: what a change of it begins with.',
            additionalProperties: true,
          },
          wishes: {
            type: 'array',
            description: 'What was asked for, field by field.',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['name', 'value'],
              properties: {
                name: { type: 'string' },
                value: { type: 'string' },
              },
            },
          },
          conditions: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClaimCondition' },
          },
          resources: {
            type: 'array',
            description: 'What it is made of.',
            items: { $ref: '#/components/schemas/ClaimResource' },
          },
          order: {
            type: 'array',
            description: 'What is deleted only after something else.',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['keep', 'until', 'reason'],
              properties: {
                keep: { type: 'string', description: 'Id of a resource.' },
                until: { type: 'string', description: 'Id of a resource.' },
                reason: { type: 'string' },
              },
            },
          },
          events: {
            type: 'array',
            description: 'Of the claim and its resources, newest first.',
            items: { $ref: '#/components/schemas/ClaimEvent' },
          },
          connection: {
            description: 'Where it says how to connect; null before it does.',
            oneOf: [
              { $ref: '#/components/schemas/ClaimConnection' },
              { type: 'null' },
            ],
          },
          application: {
            type: ['string', 'null'],
            description: 'Name of the Argo CD Application that syncs it.',
          },
          file: {
            type: ['string', 'null'],
            description: 'Path of its definition in the repository.',
          },
          merged: {
            description:
              'Pull request that brought or last changed it, if known.',
            oneOf: [
              { $ref: '#/components/schemas/ClaimPull' },
              { type: 'null' },
            ],
          },
          source: { $ref: '#/components/schemas/SourceStatus' },
          forge: { $ref: '#/components/schemas/SourceStatus' },
        },
      },
      ClaimStep: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'title', 'state', 'message', 'at', 'url'],
        properties: {
          id: { type: 'string' },
          title: { type: 'string' },
          state: {
            type: 'string',
            enum: ['done', 'working', 'waiting', 'failed', 'skipped'],
          },
          message: { type: 'string' },
          at: { type: ['string', 'null'], description: 'Since when it is so.' },
          url: {
            type: ['string', 'null'],
            description: 'Where there is more.',
          },
        },
      },
      ClaimCondition: {
        type: 'object',
        additionalProperties: false,
        required: ['type', 'status', 'reason', 'message', 'since'],
        properties: {
          type: { type: 'string' },
          status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
          reason: { type: 'string' },
          message: { type: 'string', description: 'In words.' },
          since: { type: ['string', 'null'] },
        },
      },
      ClaimResource: {
        type: 'object',
        additionalProperties: false,
        required: [
          'id',
          'apiVersion',
          'kind',
          'name',
          'part',
          'state',
          'sentence',
          'conditions',
          'createdAt',
          'deletingSince',
          'externalName',
          'keepsData',
        ],
        properties: {
          id: { type: 'string' },
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          name: { type: 'string' },
          part: {
            type: ['string', 'null'],
            description: 'What it is of the claim, such as instance.',
          },
          state: {
            type: 'string',
            description:
              "waiting: nobody makes it, or not yet. unknown: the portal can't see it.",
            enum: [
              'ready',
              'creating',
              'waiting',
              'failed',
              'deleting',
              'missing',
              'unknown',
            ],
          },
          sentence: { type: 'string' },
          conditions: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClaimCondition' },
          },
          createdAt: { type: ['string', 'null'] },
          deletingSince: { type: ['string', 'null'] },
          externalName: {
            type: ['string', 'null'],
            description: 'Its name at the provider.',
          },
          keepsData: {
            type: 'boolean',
            description: 'The provider keeps it when it is deleted here.',
          },
        },
      },
      ClaimEvent: {
        type: 'object',
        additionalProperties: false,
        required: ['at', 'warning', 'reason', 'message', 'of', 'count'],
        properties: {
          at: { type: ['string', 'null'] },
          warning: { type: 'boolean' },
          reason: { type: 'string' },
          message: { type: 'string' },
          of: { type: 'string', description: 'Kind and name of the object.' },
          count: { type: 'integer' },
        },
      },
      ClaimConnection: {
        type: 'object',
        additionalProperties: false,
        required: ['namespace', 'secret', 'keys', 'endpoint'],
        properties: {
          namespace: { type: 'string' },
          secret: {
            type: ['string', 'null'],
            description: 'Name of the Secret; its content is never read.',
          },
          keys: {
            type: 'array',
            description: 'Keys of the Secret, as far as the claim says them.',
            items: { type: 'string' },
          },
          endpoint: { type: ['string', 'null'] },
        },
      },
      CostWindowPreset: {
        type: 'string',
        enum: ['today', 'yesterday', '7d', '30d', 'month', 'last-month'],
        default: '7d',
      },
      CostIdleMode: {
        type: 'string',
        enum: ['separate', 'share', 'hide'],
        default: 'separate',
      },
      CostWindow: {
        type: 'object',
        additionalProperties: false,
        required: ['from', 'to'],
        properties: {
          from: { type: 'string' },
          to: { type: 'string', description: 'Exclusive.' },
        },
      },
      CostParts: {
        type: 'object',
        additionalProperties: false,
        required: [
          'cpu',
          'memory',
          'storage',
          'network',
          'loadBalancer',
          'idle',
          'total',
        ],
        properties: {
          cpu: { type: 'number' },
          memory: { type: 'number' },
          storage: { type: 'number' },
          network: { type: 'number' },
          loadBalancer: { type: 'number' },
          idle: {
            type: 'number',
            description: 'Share of what was idle; only with idle=share.',
          },
          total: { type: 'number', description: 'The sum of the others.' },
        },
      },
      CostWorkload: {
        type: 'object',
        additionalProperties: false,
        required: ['namespace', 'name', 'kind', 'cost'],
        properties: {
          namespace: { type: 'string' },
          name: { type: 'string' },
          kind: {
            type: 'string',
            description: 'Such as Deployment',
            'or Pod.': null,
          },
          cost: { type: 'number' },
        },
      },
      CostMissingLabel: {
        type: 'object',
        additionalProperties: false,
        required: ['label', 'workloads', 'count'],
        properties: {
          label: {
            type: 'string',
            description: 'Name of the missing label as it is to be set.',
          },
          workloads: {
            type: 'array',
            description: 'The most expensive ones that lack it.',
            items: { $ref: '#/components/schemas/CostWorkload' },
          },
          count: { type: 'integer', description: 'How many lack it in all.' },
        },
      },
      CostItem: {
        type: 'object',
        additionalProperties: false,
        required: ['key', 'name', 'values', 'cost'],
        properties: {
          key: {
            type: 'string',
            description:
              'Unique in the report: the values, joined by “/”. __idle__ for what nothing asked for, __unallocated__ for what lacks the labels.',
          },
          name: { type: 'string', description: 'For people.' },
          values: {
            type: 'object',
            description:
              'Value of each label of `aggregate`; __unallocated__ where it is missing.',
            additionalProperties: { type: 'string' },
          },
          cost: { $ref: '#/components/schemas/CostParts' },
          efficiency: {
            type: 'number',
            description:
              'Share of what was paid for that was used, weighted by cost; may exceed 1.',
          },
          previous: {
            type: 'number',
            description:
              'Total in the window before; absent when it is not known.',
          },
          missing: {
            type: 'array',
            description:
              'Who should put which label on; on items that lack one.',
            items: { $ref: '#/components/schemas/CostMissingLabel' },
          },
        },
      },
      CostStep: {
        type: 'object',
        additionalProperties: false,
        required: ['from', 'to', 'total', 'values'],
        properties: {
          from: { type: 'string' },
          to: { type: 'string' },
          total: {
            type: ['number', 'null'],
            description: 'null when nothing of the day was measured.',
          },
          values: {
            type: 'object',
            description: 'Cost by the key of the item.',
            additionalProperties: { type: 'number' },
          },
        },
      },
      CostReport: {
        type: 'object',
        additionalProperties: false,
        required: [
          'window',
          'aggregate',
          'currency',
          'idleMode',
          'total',
          'idle',
          'unallocated',
          'items',
          'assets',
          'source',
        ],
        properties: {
          window: { $ref: '#/components/schemas/CostWindow' },
          aggregate: { type: 'array', items: { type: 'string' } },
          currency: { type: 'string', description: 'ISO 4217.' },
          idleMode: { $ref: '#/components/schemas/CostIdleMode' },
          total: {
            type: ['number', 'null'],
            description:
              'Sum of the items; null when nothing of the window was measured.',
          },
          notMeasured: { type: 'string', description: 'Why `total` is null.' },
          idle: {
            type: ['number', 'null'],
            description:
              "What nothing asked for, whichever way it is shown: in its item, in the items' cost.idle, or, with idle=hide, not in the total. With a filter: the part that idle=share gives to what it lets through, else 0.",
          },
          unallocated: {
            type: ['number', 'null'],
            description: 'Sum of the items that lack a label.',
          },
          items: {
            type: 'array',
            description: 'Most expensive first; idle and unallocated last.',
            items: { $ref: '#/components/schemas/CostItem' },
          },
          series: {
            type: 'array',
            description: 'One per day of UTC; only with step=day.',
            items: { $ref: '#/components/schemas/CostStep' },
          },
          previous: {
            type: 'object',
            additionalProperties: false,
            description: 'The window before; absent when it is not known.',
            required: ['from', 'to', 'total'],
            properties: {
              from: { type: 'string' },
              to: { type: 'string' },
              total: { type: 'number' },
            },
          },
          assets: {
            type: ['number', 'null'],
            description:
              'What the nodes and disks of the window cost, by themselves.',
          },
          source: { $ref: '#/components/schemas/SourceStatus' },
        },
      },
      CostBudget: {
        type: 'object',
        additionalProperties: false,
        required: [
          'costCenter',
          'name',
          'title',
          'spent',
          'projected',
          'state',
        ],
        properties: {
          costCenter: {
            type: 'string',
            description: 'Entity ref of the Group.',
          },
          name: {
            type: 'string',
            description: 'Value of the label cost-center.',
          },
          title: { type: 'string' },
          budget: {
            type: 'number',
            description:
              'For one month, from the annotation illm.lab/monthly-budget.',
          },
          spent: {
            type: ['number', 'null'],
            description:
              'Since the month began; null when that was not measured.',
          },
          projected: {
            type: ['number', 'null'],
            description: 'By the end of the month; null when spent is.',
          },
          state: {
            type: 'string',
            description:
              'none without a budget; at-risk when the projection is above it, over when what is spent is; unknown when that was not measured.',
            enum: ['none', 'within', 'at-risk', 'over', 'unknown'],
          },
        },
      },
      CostBudgets: {
        type: 'object',
        additionalProperties: false,
        required: ['period', 'asOf', 'currency', 'items', 'source'],
        properties: {
          period: { $ref: '#/components/schemas/CostWindow' },
          asOf: {
            type: 'string',
            description: 'Until when the money is counted.',
          },
          currency: { type: 'string' },
          notMeasured: {
            type: 'string',
            description:
              'Why nothing is known of what was spent; absent when it is.',
          },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/CostBudget' },
          },
          source: { $ref: '#/components/schemas/SourceStatus' },
        },
      },
      RunCost: {
        type: 'object',
        additionalProperties: false,
        required: [
          'run',
          'currency',
          'total',
          'cost',
          'window',
          'complete',
          'source',
        ],
        properties: {
          run: { type: 'string' },
          currency: { type: 'string' },
          total: {
            type: ['number', 'null'],
            description: 'null when nothing was measured of the run.',
          },
          cost: {
            oneOf: [
              { $ref: '#/components/schemas/CostParts' },
              { type: 'null' },
            ],
          },
          notMeasured: {
            type: 'string',
            description:
              'Why `total` and `cost` are null; absent when they are not.',
          },
          window: { $ref: '#/components/schemas/CostWindow' },
          complete: {
            type: 'boolean',
            description:
              "The run has ended and the figures won't change any more.",
          },
          source: { $ref: '#/components/schemas/SourceStatus' },
        },
      },
      Cluster: {
        type: 'object',
        additionalProperties: false,
        required: [
          'name',
          'title',
          'server',
          'experiment',
          'role',
          'run',
          'kubernetesVersion',
          'nodes',
          'source',
        ],
        properties: {
          name: {
            type: 'string',
            description: 'Unique; `hub` is the hub itself.',
          },
          title: { type: 'string' },
          server: {
            type: 'string',
            description:
              'Address of its API server; empty while it is not known.',
          },
          experiment: { type: ['string', 'null'] },
          role: {
            type: ['string', 'null'],
            description: 'orchestrator, target or loadgen.',
          },
          run: {
            type: ['string', 'null'],
            description: 'Id of the run that made it.',
          },
          kubernetesVersion: {
            type: ['string', 'null'],
            description: 'Of the API server; null until it has answered.',
          },
          nodes: {
            type: 'integer',
            description: 'Nodes',
            'as last heard.': null,
          },
          source: { $ref: '#/components/schemas/SourceStatus' },
        },
      },
      NodeHealth: {
        type: 'string',
        description:
          'well; attention, it works and something is due; bad, it does not do its work; unknown, nobody could say.',
        enum: ['well', 'attention', 'bad', 'unknown'],
      },
      NodePage: {
        type: 'object',
        additionalProperties: false,
        required: ['items', 'total', 'clusters', 'source', 'talos'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/NodeSummary' },
          },
          total: { type: 'integer', description: 'Nodes that fit the filter.' },
          clusters: {
            description: 'All clusters, also those that the filter leaves out.',
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterNodes' },
          },
          source: { $ref: '#/components/schemas/SourceStatus' },
          talos: {
            description:
              'How the talosconfig is; null when none is configured.',
            oneOf: [
              { $ref: '#/components/schemas/SourceStatus' },
              { type: 'null' },
            ],
          },
        },
      },
      ClusterNodes: {
        type: 'object',
        additionalProperties: false,
        required: [
          'cluster',
          'title',
          'health',
          'sentence',
          'nodes',
          'unwell',
          'pods',
          'source',
        ],
        properties: {
          cluster: { type: 'string' },
          title: { type: 'string' },
          health: { $ref: '#/components/schemas/NodeHealth' },
          sentence: { type: 'string', description: 'How its nodes are.' },
          nodes: { type: 'integer' },
          unwell: { type: 'integer', description: 'Nodes that are not well.' },
          pods: { type: 'integer', description: 'Pods that have not ended.' },
          source: { $ref: '#/components/schemas/SourceStatus' },
        },
      },
      NodeSummary: {
        type: 'object',
        additionalProperties: false,
        required: [
          'cluster',
          'name',
          'health',
          'sentence',
          'resources',
          'versions',
          'kubernetes',
          'talos',
          'history',
        ],
        properties: {
          cluster: { type: 'string' },
          name: { type: 'string' },
          health: { $ref: '#/components/schemas/NodeHealth' },
          sentence: {
            type: 'string',
            description: 'What matters most, in words.',
          },
          resources: { $ref: '#/components/schemas/NodeResources' },
          versions: {
            description: 'What runs beside what the repository declares.',
            type: 'array',
            items: { $ref: '#/components/schemas/VersionCheck' },
          },
          kubernetes: {
            description: 'Null when Kubernetes has no such node.',
            oneOf: [
              { $ref: '#/components/schemas/NodeKubernetes' },
              { type: 'null' },
            ],
          },
          talos: {
            description: 'Null when nothing says that this node runs Talos.',
            oneOf: [
              { $ref: '#/components/schemas/NodeTalos' },
              { type: 'null' },
            ],
          },
          history: { $ref: '#/components/schemas/NodeHistory' },
        },
      },
      NodeResources: {
        type: 'object',
        additionalProperties: false,
        required: ['cpu', 'memory', 'pods', 'usedFrom', 'usedAt'],
        properties: {
          cpu: { $ref: '#/components/schemas/NodeResource' },
          memory: { $ref: '#/components/schemas/NodeResource' },
          pods: { $ref: '#/components/schemas/NodeResource' },
          usedFrom: {
            description:
              'Who said what is used; null when nobody could. metrics.k8s.io counts pods and system, Talos the whole machine.',
            type: ['string', 'null'],
          },
          usedAt: { type: ['string', 'null'] },
        },
      },
      NodeResource: {
        description: 'Cores, bytes or pods. Null is not known.',
        type: 'object',
        additionalProperties: false,
        required: ['capacity', 'allocatable', 'requested', 'used'],
        properties: {
          capacity: { type: ['number', 'null'] },
          allocatable: { type: ['number', 'null'] },
          requested: {
            type: 'number',
            description: 'By pods that have not ended.',
          },
          used: { type: ['number', 'null'] },
        },
      },
      VersionCheck: {
        type: 'object',
        additionalProperties: false,
        required: ['part', 'running', 'declared', 'state'],
        properties: {
          part: { type: 'string', enum: ['Talos', 'Kubernetes'] },
          running: { type: ['string', 'null'] },
          declared: { type: ['string', 'null'] },
          state: {
            description:
              'due, an older one than declared runs; ahead, a newer one; undeclared, the repository says nothing about it.',
            type: 'string',
            enum: ['current', 'due', 'ahead', 'undeclared', 'unknown'],
          },
        },
      },
      NodeKubernetes: {
        type: 'object',
        additionalProperties: false,
        required: [
          'roles',
          'createdAt',
          'kubeletVersion',
          'osImage',
          'kernelVersion',
          'containerRuntime',
          'architecture',
          'addresses',
          'unschedulable',
          'ready',
          'conditions',
          'taints',
          'podPhases',
        ],
        properties: {
          roles: { type: 'array', items: { type: 'string' } },
          createdAt: { type: ['string', 'null'] },
          kubeletVersion: { type: 'string' },
          osImage: { type: 'string' },
          kernelVersion: { type: 'string' },
          containerRuntime: { type: 'string' },
          architecture: { type: 'string' },
          addresses: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['type', 'address'],
              properties: {
                type: { type: 'string' },
                address: { type: 'string' },
              },
            },
          },
          unschedulable: { type: 'boolean', description: 'It is cordoned.' },
          ready: {
            description: 'Null when the node has stopped to say.',
            type: ['boolean', 'null'],
          },
          conditions: {
            type: 'array',
            items: { $ref: '#/components/schemas/NodeCondition' },
          },
          taints: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['key', 'value', 'effect'],
              properties: {
                key: { type: 'string' },
                value: { type: 'string' },
                effect: { type: 'string' },
              },
            },
          },
          podPhases: {
            description: 'Number of pods by phase.',
            type: 'object',
            additionalProperties: { type: 'integer' },
          },
        },
      },
      NodeCondition: {
        type: 'object',
        additionalProperties: false,
        required: ['type', 'status', 'healthy', 'reason', 'message', 'since'],
        properties: {
          type: { type: 'string' },
          status: { type: 'string' },
          healthy: { type: 'boolean' },
          reason: { type: 'string' },
          message: { type: 'string' },
          since: { type: ['string', 'null'] },
        },
      },
      NodeTalos: {
        description:
          'What the Talos API of the node says. Each part is null until it has answered once; `gaps` names those that do not answer now.',
        type: 'object',
        additionalProperties: false,
        required: [
          'address',
          'source',
          'since',
          'version',
          'machine',
          'services',
          'etcd',
          'load',
          'cpu',
          'memory',
          'disks',
          'mounts',
          'bootedAt',
          'time',
          'certificates',
          'gaps',
        ],
        properties: {
          address: { type: 'string' },
          source: { $ref: '#/components/schemas/SourceStatus' },
          since: {
            description: 'Since when it is reachable or not.',
            type: ['string', 'null'],
          },
          version: {
            oneOf: [
              { $ref: '#/components/schemas/TalosVersion' },
              { type: 'null' },
            ],
          },
          machine: {
            oneOf: [
              { $ref: '#/components/schemas/TalosMachine' },
              { type: 'null' },
            ],
          },
          services: {
            type: ['array', 'null'],
            items: { $ref: '#/components/schemas/TalosService' },
          },
          etcd: {
            oneOf: [
              { $ref: '#/components/schemas/TalosEtcd' },
              { type: 'null' },
            ],
          },
          load: {
            description: 'Load average of one, five and fifteen minutes.',
            type: ['array', 'null'],
            items: { type: 'number' },
          },
          cpu: {
            description:
              'Share of all processors in use, since the answer before.',
            type: ['number', 'null'],
          },
          memory: {
            oneOf: [
              {
                type: 'object',
                additionalProperties: false,
                required: ['total', 'available'],
                properties: {
                  total: { type: 'number', description: 'Bytes.' },
                  available: { type: 'number', description: 'Bytes.' },
                },
              },
              { type: 'null' },
            ],
          },
          disks: {
            type: ['array', 'null'],
            items: { $ref: '#/components/schemas/TalosDisk' },
          },
          mounts: {
            type: ['array', 'null'],
            items: { $ref: '#/components/schemas/TalosMount' },
          },
          bootedAt: { type: ['string', 'null'] },
          time: {
            oneOf: [
              {
                type: 'object',
                additionalProperties: false,
                required: ['synced', 'syncDisabled'],
                properties: {
                  synced: { type: 'boolean' },
                  syncDisabled: { type: 'boolean' },
                },
              },
              { type: 'null' },
            ],
          },
          certificates: {
            type: 'array',
            items: { $ref: '#/components/schemas/TalosCertificate' },
          },
          gaps: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['part', 'reason', 'lastGoodAt'],
              properties: {
                part: { type: 'string' },
                reason: { type: 'string' },
                lastGoodAt: { type: ['string', 'null'] },
              },
            },
          },
        },
      },
      TalosVersion: {
        type: 'object',
        additionalProperties: false,
        required: ['tag', 'platform', 'schematic'],
        properties: {
          tag: {
            type: 'string',
            description: 'Such as v1.13.0; empty where the API is a stand-in.',
          },
          platform: { type: 'string' },
          schematic: {
            type: ['string', 'null'],
            description: 'Id in the image factory.',
          },
        },
      },
      TalosMachine: {
        type: 'object',
        additionalProperties: false,
        required: ['stage', 'ready', 'unmet'],
        properties: {
          stage: { type: 'string' },
          ready: { type: 'boolean' },
          unmet: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['name', 'reason'],
              properties: {
                name: { type: 'string' },
                reason: { type: 'string' },
              },
            },
          },
        },
      },
      TalosService: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'state', 'healthy', 'message', 'since'],
        properties: {
          id: { type: 'string' },
          state: { type: 'string' },
          healthy: {
            type: ['boolean', 'null'],
            description: 'Null when it is not checked.',
          },
          message: { type: 'string', description: 'Its last one.' },
          since: { type: ['string', 'null'] },
        },
      },
      TalosEtcd: {
        type: 'object',
        additionalProperties: false,
        required: [
          'members',
          'leader',
          'memberId',
          'alarms',
          'dbSize',
          'dbSizeInUse',
          'errors',
        ],
        properties: {
          members: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['id', 'hostname', 'learner'],
              properties: {
                id: { type: 'string' },
                hostname: { type: 'string' },
                learner: { type: 'boolean' },
              },
            },
          },
          leader: {
            type: ['string', 'null'],
            description: 'Id; null when there is none.',
          },
          memberId: {
            type: ['string', 'null'],
            description: "Id of this node's own member.",
          },
          alarms: { type: 'array', items: { type: 'string' } },
          dbSize: { type: ['number', 'null'], description: 'Bytes.' },
          dbSizeInUse: { type: ['number', 'null'], description: 'Bytes.' },
          errors: { type: 'array', items: { type: 'string' } },
        },
      },
      TalosDisk: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'size', 'model', 'transport', 'rotational'],
        properties: {
          name: { type: 'string' },
          size: { type: 'number', description: 'Bytes.' },
          model: { type: 'string' },
          transport: { type: 'string' },
          rotational: { type: 'boolean' },
        },
      },
      TalosMount: {
        type: 'object',
        additionalProperties: false,
        required: ['filesystem', 'mountedOn', 'size', 'available'],
        properties: {
          filesystem: { type: 'string' },
          mountedOn: { type: 'string' },
          size: { type: 'number', description: 'Bytes.' },
          available: { type: 'number', description: 'Bytes.' },
        },
      },
      TalosCertificate: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'subject', 'expiresAt'],
        properties: {
          name: { type: 'string', enum: ['client', 'server'] },
          subject: { type: 'string' },
          expiresAt: { type: 'string' },
        },
      },
      NodeHistory: {
        description:
          "Shares of the machine that were used, oldest first; null where nobody could say. Kept in the portal's memory only.",
        type: 'object',
        additionalProperties: false,
        required: ['until', 'stepSeconds', 'cpu', 'memory'],
        properties: {
          until: {
            type: ['string', 'null'],
            description: 'Time of the last sample.',
          },
          stepSeconds: { type: 'number' },
          cpu: { type: 'array', items: { type: ['number', 'null'] } },
          memory: { type: 'array', items: { type: ['number', 'null'] } },
        },
      },
      NodeDetail: {
        type: 'object',
        additionalProperties: false,
        required: ['node', 'pods', 'source'],
        properties: {
          node: { $ref: '#/components/schemas/NodeSummary' },
          pods: {
            type: 'array',
            items: { $ref: '#/components/schemas/NodePod' },
          },
          source: { $ref: '#/components/schemas/SourceStatus' },
        },
      },
      NodePod: {
        type: 'object',
        additionalProperties: false,
        required: ['namespace', 'name', 'phase', 'cpu', 'memory'],
        properties: {
          namespace: { type: 'string' },
          name: { type: 'string' },
          phase: { type: 'string' },
          cpu: { type: 'number', description: 'Cores requested.' },
          memory: { type: 'number', description: 'Bytes requested.' },
        },
      },
      PullProgress: {
        type: 'object',
        additionalProperties: false,
        required: [
          'number',
          'title',
          'url',
          'author',
          'createdAt',
          'state',
          'checkRuns',
          'experiments',
          'claims',
        ],
        properties: {
          number: { type: 'integer' },
          title: { type: 'string' },
          url: { type: 'string', description: 'Its page at the forge.' },
          author: { type: 'string', description: 'Login at the forge.' },
          createdAt: { type: 'string' },
          state: { type: 'string', enum: ['open', 'merged', 'closed'] },
          mergedAt: { type: 'string' },
          checks: {
            type: 'string',
            enum: ['passed', 'failed', 'pending'],
            description: 'How its checks stand; absent when it has none.',
          },
          checkRuns: {
            type: 'array',
            description: 'Its checks one by one, as the forge has them.',
            items: { $ref: '#/components/schemas/PullCheckRun' },
          },
          experiments: {
            type: 'array',
            description: 'The experiments whose folder it changes.',
            items: { $ref: '#/components/schemas/ExperimentProgress' },
          },
          claims: {
            type: 'array',
            description: 'The claims whose file it adds, changes or removes.',
            items: { $ref: '#/components/schemas/PullClaim' },
          },
        },
      },
      PullCheckRun: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'state', 'issues'],
        properties: {
          name: { type: 'string' },
          state: {
            type: 'string',
            enum: ['pending', 'passed', 'failed', 'skipped'],
          },
          title: { type: 'string', description: 'Its answer in a sentence.' },
          issues: {
            type: 'array',
            description: 'What a check that failed names.',
            items: { $ref: '#/components/schemas/PullCheckIssue' },
          },
        },
      },
      PullCheckIssue: {
        type: 'object',
        additionalProperties: false,
        required: ['file', 'line', 'message'],
        properties: {
          file: { type: 'string' },
          line: { type: 'integer', minimum: 1 },
          message: {
            type: 'string',
            description: 'What is wrong, and the remedy.',
          },
        },
      },
      PullClaim: {
        type: 'object',
        additionalProperties: false,
        required: ['namespace', 'kind', 'name', 'action'],
        properties: {
          namespace: { type: 'string' },
          kind: { type: 'string' },
          name: { type: 'string' },
          action: { type: 'string', enum: ['adds', 'changes', 'removes'] },
        },
      },
      ExperimentProgress: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'definitions', 'inCatalog', 'ready', 'removed'],
        properties: {
          name: { type: 'string' },
          definitions: {
            description:
              'What Argo CD has made of its folders since the merge.',
            $ref: '#/components/schemas/DefinitionsProgress',
          },
          inCatalog: { type: 'boolean' },
          ready: { type: 'boolean', description: 'It can be run.' },
          removed: {
            type: 'boolean',
            description: 'The pull request removes it.',
          },
        },
      },
      DefinitionsProgress: {
        type: 'object',
        additionalProperties: false,
        required: ['state', 'message'],
        properties: {
          state: {
            type: 'string',
            enum: ['none', 'waiting', 'synced', 'failed', 'unknown'],
          },
          message: { type: 'string' },
        },
      },
      Retention: {
        type: 'object',
        additionalProperties: false,
        required: ['kept', 'now'],
        properties: {
          kept: { $ref: '#/components/schemas/RetentionRules' },
          now: { $ref: '#/components/schemas/RetentionFigures' },
        },
      },
      RetentionRules: {
        type: 'object',
        additionalProperties: false,
        required: ['runDays', 'keepRuns', 'logDays', 'configMapDays'],
        properties: {
          runDays: {
            description:
              'Days after which a run goes with its result; a starred one stays.',
            type: 'integer',
            minimum: 0,
          },
          keepRuns: {
            description:
              "So many of each experiment's newest runs stay whatever their age.",
            type: 'integer',
            minimum: 1,
          },
          logDays: {
            description: 'Days after which the logs of a run go.',
            type: 'integer',
            minimum: 0,
          },
          configMapDays: {
            description:
              "Days after which a result goes from the hub's etcd once it is saved.",
            type: 'integer',
            minimum: 0,
          },
        },
      },
      RetentionFigures: {
        type: 'object',
        additionalProperties: false,
        required: [
          'runs',
          'starredRuns',
          'results',
          'logs',
          'logCharacters',
          'databaseBytes',
        ],
        properties: {
          runs: { type: 'integer', minimum: 0 },
          starredRuns: { type: 'integer', minimum: 0 },
          oldestRunAt: {
            description:
              'When the oldest run was asked for; none when there is none.',
            type: 'string',
            format: 'date-time',
          },
          results: { type: 'integer', minimum: 0 },
          logs: {
            description: 'Steps of runs whose log is there.',
            type: 'integer',
            minimum: 0,
          },
          logCharacters: { type: 'integer', minimum: 0 },
          databaseBytes: {
            description:
              "Of the database with the hub's tables, all that is in it.",
            type: 'integer',
            minimum: 0,
          },
          stateBytes: {
            description: "Of the local hub's state, as its files count them.",
            type: 'integer',
            minimum: 0,
          },
        },
      },
      RefreshServiceRequest: {
        type: 'object',
        additionalProperties: false,
        properties: {
          hard: {
            type: 'boolean',
            description:
              "Make the manifests anew as well, past Argo CD's cache.",
          },
        },
      },
      SyncServiceRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['idempotencyKey'],
        properties: {
          prune: {
            type: 'boolean',
            description: 'Also delete what Git no longer has.',
          },
          dryRun: {
            type: 'boolean',
            description: 'Only tell what would be done.',
          },
          idempotencyKey: { type: 'string', minLength: 8, maxLength: 200 },
        },
      },
      RollbackServiceRequest: {
        type: 'object',
        additionalProperties: false,
        required: ['deployment'],
        properties: {
          deployment: {
            type: 'integer',
            description: "Id of the entry in the service's history.",
          },
          prune: { type: 'boolean' },
          dryRun: { type: 'boolean' },
        },
      },
      ServiceList: {
        type: 'object',
        additionalProperties: false,
        required: ['items', 'waves', 'source'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Service' },
          },
          waves: {
            type: 'array',
            description: 'In the order in which they are brought up.',
            items: { $ref: '#/components/schemas/ServiceWave' },
          },
          source: { $ref: '#/components/schemas/SourceStatus' },
        },
      },
      ServiceState: {
        type: 'string',
        description:
          'The one word for how a service is; the worst that is true of it.',
        enum: [
          'healthy',
          'progressing',
          'suspended',
          'outOfSync',
          'degraded',
          'failed',
          'blocked',
          'missing',
          'unknown',
        ],
      },
      ServiceWave: {
        type: 'object',
        additionalProperties: false,
        required: [
          'parent',
          'wave',
          'state',
          'sentence',
          'blockedBy',
          'services',
        ],
        properties: {
          parent: {
            type: ['string', 'null'],
            description:
              'Service whose parts these are; null for those on their own.',
          },
          wave: {
            type: 'integer',
            description: "Argo CD's sync wave",
            'lowest first.': null,
          },
          state: {
            type: 'string',
            enum: ['done', 'working', 'ill', 'blocked'],
          },
          sentence: { type: 'string' },
          blockedBy: {
            type: 'array',
            items: { $ref: '#/components/schemas/ServiceBlocker' },
          },
          services: {
            type: 'array',
            description: 'Names, in order.',
            items: { type: 'string' },
          },
        },
      },
      ServiceBlocker: {
        type: 'object',
        additionalProperties: false,
        required: ['wave', 'kind', 'name', 'reason', 'service'],
        properties: {
          wave: { type: 'integer' },
          kind: { type: 'string', description: 'Kind of the object.' },
          name: { type: 'string' },
          reason: { type: 'string', description: 'What is wrong with it.' },
          service: {
            type: 'boolean',
            description: 'Whether it is a service of this list.',
          },
        },
      },
      Service: {
        type: 'object',
        additionalProperties: false,
        required: [
          'name',
          'project',
          'namespace',
          'url',
          'state',
          'sentence',
          'health',
          'sync',
          'parent',
          'wave',
          'blockedBy',
          'dependsOn',
          'revision',
          'source',
          'chart',
          'appVersion',
          'images',
          'pods',
          'endpoints',
          'links',
          'operation',
          'lastSyncedAt',
          'differences',
          'annotations',
        ],
        properties: {
          name: { type: 'string' },
          project: { type: 'string', description: "Argo CD's project." },
          namespace: {
            type: 'string',
            description: 'Where it is deployed to; may be empty.',
          },
          url: {
            type: 'string',
            description: "The service's page in the portal.",
          },
          state: { $ref: '#/components/schemas/ServiceState' },
          sentence: {
            type: 'string',
            description: 'How it is',
            'and why.': null,
          },
          health: { $ref: '#/components/schemas/ServiceHealth' },
          sync: { $ref: '#/components/schemas/ServiceSync' },
          parent: {
            type: ['string', 'null'],
            description: 'Service that this one is part of.',
          },
          wave: { type: 'integer' },
          blockedBy: {
            type: 'array',
            description:
              'What its wave waits for; empty when it waits for nothing.',
            items: { $ref: '#/components/schemas/ServiceBlocker' },
          },
          dependsOn: {
            type: 'array',
            description:
              'Services that have to be healthy before it is brought up.',
            items: { type: 'string' },
          },
          revision: {
            description: 'What is deployed; null when nothing is.',
            oneOf: [
              { $ref: '#/components/schemas/ServiceRevision' },
              { type: 'null' },
            ],
          },
          source: {
            description: 'Where its definition is.',
            oneOf: [
              { $ref: '#/components/schemas/ServiceSource' },
              { type: 'null' },
            ],
          },
          chart: {
            description: 'The Helm chart, if it is one.',
            oneOf: [
              { $ref: '#/components/schemas/ServiceChart' },
              { type: 'null' },
            ],
          },
          appVersion: {
            type: ['string', 'null'],
            description:
              'From the label app.kubernetes.io/version, else the images.',
          },
          images: { type: 'array', items: { type: 'string' } },
          pods: {
            description: 'Null where there are none.',
            oneOf: [
              { $ref: '#/components/schemas/ServicePods' },
              { type: 'null' },
            ],
          },
          endpoints: {
            type: 'array',
            items: { $ref: '#/components/schemas/ServiceEndpoint' },
          },
          links: {
            type: 'array',
            items: { $ref: '#/components/schemas/ServiceLink' },
          },
          operation: {
            description:
              'The one that runs, or the last; null when there was none.',
            oneOf: [
              { $ref: '#/components/schemas/ServiceOperation' },
              { type: 'null' },
            ],
          },
          lastSyncedAt: { type: ['string', 'null'] },
          differences: {
            type: 'integer',
            description: 'Objects that are not what Git says.',
          },
          annotations: {
            type: 'object',
            description: "The Application's own for Backstage and the lab.",
            additionalProperties: { type: 'string' },
          },
        },
      },
      ServiceHealth: {
        type: 'object',
        additionalProperties: false,
        required: ['status', 'reason'],
        properties: {
          status: {
            type: 'string',
            enum: [
              'Healthy',
              'Progressing',
              'Degraded',
              'Suspended',
              'Missing',
              'Unknown',
            ],
          },
          reason: {
            type: 'string',
            description: 'Why',
            'as a sentence.': null,
          },
          since: { type: 'string' },
        },
      },
      ServiceSync: {
        type: 'object',
        additionalProperties: false,
        required: ['status', 'reason', 'automated', 'selfHeal', 'prune'],
        properties: {
          status: { type: 'string', enum: ['Synced', 'OutOfSync', 'Unknown'] },
          reason: {
            type: 'string',
            description: 'Why',
            'as a sentence.': null,
          },
          automated: {
            type: 'boolean',
            description: 'Argo CD syncs by itself.',
          },
          selfHeal: {
            type: 'boolean',
            description: 'It also undoes changes by hand.',
          },
          prune: { type: 'boolean', description: 'It also deletes by itself.' },
        },
      },
      ServiceRevision: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'author', 'date', 'message', 'pullRequest', 'url'],
        properties: {
          id: {
            type: 'string',
            description: 'Commit',
            'or version of the chart.': null,
          },
          author: { type: ['string', 'null'] },
          date: { type: ['string', 'null'] },
          message: { type: ['string', 'null'], description: 'Its first line.' },
          url: { type: ['string', 'null'] },
          pullRequest: {
            oneOf: [
              {
                type: 'object',
                additionalProperties: false,
                required: ['number', 'url'],
                properties: {
                  number: { type: 'integer' },
                  url: { type: 'string' },
                },
              },
              { type: 'null' },
            ],
          },
        },
      },
      ServiceSource: {
        type: 'object',
        additionalProperties: false,
        required: ['repository', 'targetRevision'],
        properties: {
          repository: { type: 'string' },
          targetRevision: {
            type: 'string',
            description: 'Branch',
            'tag or version.': null,
          },
          path: { type: 'string' },
          url: {
            type: 'string',
            description: "The folder's page at the forge.",
          },
        },
      },
      ServiceChart: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'version'],
        properties: { name: { type: 'string' }, version: { type: 'string' } },
      },
      ServicePods: {
        type: 'object',
        additionalProperties: false,
        required: ['ready', 'total'],
        properties: { ready: { type: 'integer' }, total: { type: 'integer' } },
      },
      ServiceEndpoint: {
        type: 'object',
        additionalProperties: false,
        required: ['address', 'kind', 'of'],
        properties: {
          address: {
            type: 'string',
            description: 'URL',
            'or host and port.': null,
          },
          kind: {
            type: 'string',
            enum: ['external', 'load-balancer', 'cluster'],
            description:
              'From outside, from this network, from inside the cluster.',
          },
          of: { type: 'string', description: 'The object that gives it.' },
        },
      },
      ServiceLink: {
        type: 'object',
        additionalProperties: false,
        required: ['title', 'url'],
        properties: { title: { type: 'string' }, url: { type: 'string' } },
      },
      ServiceOperation: {
        type: 'object',
        additionalProperties: false,
        required: [
          'phase',
          'message',
          'startedAt',
          'finishedAt',
          'revision',
          'requestedBy',
          'automated',
          'prune',
          'dryRun',
          'resources',
        ],
        properties: {
          phase: {
            type: 'string',
            enum: ['Running', 'Succeeded', 'Failed', 'Error', 'Terminating'],
          },
          message: { type: 'string' },
          startedAt: { type: ['string', 'null'] },
          finishedAt: { type: ['string', 'null'] },
          revision: { type: ['string', 'null'] },
          requestedBy: {
            type: ['string', 'null'],
            description:
              "Entity ref of who asked in the portal, else Argo CD's account.",
          },
          automated: { type: 'boolean' },
          prune: { type: 'boolean' },
          dryRun: { type: 'boolean' },
          resources: {
            type: 'array',
            description: 'What was done, or would be, object by object.',
            items: { $ref: '#/components/schemas/ServiceOperationResource' },
          },
        },
      },
      ServiceOperationResource: {
        type: 'object',
        additionalProperties: false,
        required: ['group', 'kind', 'namespace', 'name', 'status', 'message'],
        properties: {
          group: { type: 'string' },
          kind: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          status: {
            type: 'string',
            description: 'Such as Synced, SyncFailed, Pruned.',
          },
          message: { type: 'string' },
        },
      },
      ServiceDetail: {
        type: 'object',
        additionalProperties: false,
        required: ['service', 'history', 'tree', 'differences', 'source'],
        properties: {
          service: { $ref: '#/components/schemas/Service' },
          history: {
            type: 'array',
            description: 'What was deployed, newest first.',
            items: { $ref: '#/components/schemas/ServiceDeployment' },
          },
          tree: {
            type: 'object',
            additionalProperties: false,
            required: ['items', 'source'],
            properties: {
              items: {
                type: 'array',
                items: { $ref: '#/components/schemas/ServiceResource' },
              },
              source: { $ref: '#/components/schemas/SourceStatus' },
            },
          },
          differences: {
            type: 'object',
            additionalProperties: false,
            required: ['items', 'source'],
            properties: {
              items: {
                type: 'array',
                items: { $ref: '#/components/schemas/ServiceDifference' },
              },
              source: { $ref: '#/components/schemas/SourceStatus' },
            },
          },
          source: { $ref: '#/components/schemas/SourceStatus' },
        },
      },
      ServiceDeployment: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'revision', 'deployedAt', 'initiatedBy', 'current'],
        properties: {
          id: { type: 'integer' },
          revision: { $ref: '#/components/schemas/ServiceRevision' },
          deployedAt: { type: 'string' },
          initiatedBy: {
            type: ['string', 'null'],
            description: 'Null when Argo CD itself.',
          },
          current: { type: 'boolean' },
        },
      },
      ServiceResource: {
        type: 'object',
        additionalProperties: false,
        required: [
          'id',
          'group',
          'kind',
          'namespace',
          'name',
          'wave',
          'sync',
          'health',
          'detail',
          'createdAt',
          'prune',
          'children',
        ],
        properties: {
          id: { type: 'string' },
          group: { type: 'string' },
          kind: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          wave: {
            type: ['integer', 'null'],
            description: 'Null for what Git does not define.',
          },
          sync: {
            type: ['string', 'null'],
            description:
              'Synced, OutOfSync, Unknown; null for what Git does not define.',
          },
          health: {
            oneOf: [
              { $ref: '#/components/schemas/ServiceHealth' },
              { type: 'null' },
            ],
          },
          detail: {
            type: ['string', 'null'],
            description: 'Such as the containers that are ready.',
          },
          createdAt: { type: ['string', 'null'] },
          prune: { type: 'boolean', description: 'Git no longer has it.' },
          children: {
            type: 'array',
            items: { $ref: '#/components/schemas/ServiceResource' },
          },
        },
      },
      ServiceDifference: {
        type: 'object',
        additionalProperties: false,
        required: [
          'group',
          'kind',
          'namespace',
          'name',
          'change',
          'sentence',
          'fields',
        ],
        properties: {
          group: { type: 'string' },
          kind: { type: 'string' },
          namespace: { type: 'string' },
          name: { type: 'string' },
          change: {
            type: 'string',
            enum: ['missing', 'extra', 'changed'],
            description:
              'Not on the hub, no longer in Git, or other than in Git.',
          },
          sentence: { type: 'string' },
          fields: {
            type: 'array',
            items: { $ref: '#/components/schemas/ServiceFieldDifference' },
          },
        },
      },
      ServiceFieldDifference: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'live', 'target', 'manager'],
        properties: {
          path: {
            type: 'string',
            description: 'Such as spec.template.spec.containers[web].image.',
          },
          live: {
            type: ['string', 'null'],
            description:
              'As JSON; null when the hub has no such field, empty when hidden.',
          },
          target: {
            type: ['string', 'null'],
            description:
              'As JSON; null when Git has no such field, empty when hidden.',
          },
          manager: {
            oneOf: [
              { $ref: '#/components/schemas/ServiceFieldManager' },
              { type: 'null' },
            ],
          },
          hidden: {
            type: 'boolean',
            description:
              'True for values of ConfigMaps, for who lacks the permission hub.service.value.read.',
          },
        },
      },
      ServiceFieldManager: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'operation', 'at', 'certain'],
        properties: {
          name: { type: 'string', description: 'Such as kubectl-edit.' },
          operation: { type: 'string', description: 'Apply or Update.' },
          at: { type: ['string', 'null'] },
          certain: {
            type: 'boolean',
            description:
              'False for a field that is gone, which nobody owns any more. Then it is whoever wrote the object last.',
          },
        },
      },
      TargetHosts: {
        type: 'object',
        additionalProperties: false,
        required: ['allowed'],
        properties: {
          allowed: {
            type: 'array',
            description:
              'Names, names with a port, or *.name for all below a name.',
            items: { type: 'string' },
          },
        },
      },
    },
  },
} as const;
