// Audits the GraphQL-over-HTTP door at the URL given; prints [{id, name, status, reason}].
import { serverAudits } from "graphql-http";

const audits = serverAudits({ url: process.argv[2], fetchFn: fetch });
const results = [];
for (const audit of audits) {
  const { status, reason } = await audit.fn();
  results.push({ id: audit.id, name: audit.name, status, reason });
}
process.stdout.write(JSON.stringify(results));
