import { parseArgs } from 'node:util'
import { readFaults } from './fault-schema.ts'
import { startSandbox } from './start.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    limit: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    token: { type: 'string' },
    faults: { type: 'string' },
  },
})
const { data, limit, token, faults } = values
const sandbox = await startSandbox({
  port: Number(values.port),
  fresh: values.fresh,
  ...(data === undefined ? {} : { data }),
  ...(limit === undefined ? {} : { limit }),
  ...(token === undefined ? {} : { token }),
  ...(faults === undefined ? {} : { faults: readFaults(JSON.parse(faults)) }),
})
process.stdout.write(
  `${JSON.stringify({ format: 'content-sync/sandbox', url: sandbox.url, token: sandbox.token, helpCenter: sandbox.helpCenter })}\n`,
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0))
  })
}
