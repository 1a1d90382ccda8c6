import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** Where the portal is, and whose token the client carries. */
export interface McpSession {
  baseURL: string | undefined;
  token: string;
}

/** Names of the tools that the portal offers to this person. */
export const listTools = (session: McpSession) =>
  connected(session, async client =>
    (await client.listTools()).tools.map(({ name }) => name),
  );

/** Calls a tool; `text` is what a model would read. */
export const callTool = (
  session: McpSession,
  name: string,
  input: Record<string, unknown>,
) =>
  connected(session, async client => {
    const { isError, content } = await client.callTool({
      name,
      arguments: input,
    });
    return { isError: Boolean(isError), text: JSON.stringify(content) };
  });

async function connected<T>(
  { baseURL, token }: McpSession,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ name: 'illm-lab-e2e', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL('/api/mcp-actions/v1', baseURL), {
      requestInit: { headers: { Authorization: `Bearer ${token}` } },
    }),
  );
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}
