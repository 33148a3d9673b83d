// Imports only go down. One table of floors; ARCHITECTURE in docs/house.md says why.
const floors = [
  ['^src/(cli|index)[.]ts$'],
  ['^src/commands/'],
  ['^src/report/', '^src/apply/', '^src/plan/', '^src/ledger/', '^src/sides/files/', '^src/sides/workspace/'],
  ['^src/kinds/'],
  ['^src/prose/'],
  ['^src/model/'],
]

const up = floors.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    name: `up-from-${room.replace(/[^a-z-]/g, '')}`,
    comment: 'imports only go down',
    severity: 'error',
    from: { path: room },
    to: { path: floors.slice(0, floor).flat().concat('^src/sandbox/') },
  })),
)

// the door and the commands may start the sandbox; nobody below may know it
const door = up.filter((rule) => /up-from-(srccliindexts|srccommands)$/.test(rule.name))
for (const rule of door) rule.to.path = rule.to.path.filter((path) => path !== '^src/sandbox/')

const strangers = floors[2].map((room) => ({
  name: `stranger-${room.replace(/[^a-z-]/g, '')}`,
  comment: 'rooms on one floor do not know each other',
  severity: 'error',
  from: { path: room },
  to: { path: floors[2].filter((other) => other !== room) },
}))

module.exports = {
  forbidden: [
    ...up.filter((rule) => rule.to.path.length > 0),
    ...strangers,
    {
      name: 'sandbox-is-apart',
      comment: 'the sandbox is anchored outside, never to our own code',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/', pathNot: '^src/sandbox/' },
    },
    {
      name: 'kinds-are-strangers',
      comment: 'one file a kind; only the list knows them all',
      severity: 'error',
      from: { path: '^src/kinds/', pathNot: '^src/kinds/index[.]ts$' },
      to: { path: '^src/kinds/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
