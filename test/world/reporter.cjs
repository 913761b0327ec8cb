const { appendFileSync } = require('node:fs')
const { relative } = require('node:path')
const { Spec } = require('mocha').reporters

/**
 * Mocha's usual report. A suite that bails after a failure of its own goes on no further, as everywhere; but not, as Mocha
 * has it, because another file failed before it began. Where FAILED_FILES says, the file of each failed test or hook is
 * named there, a line each: `.ci/run` reads them.
 */
module.exports = class Reporter extends Spec {
  constructor(runner, options) {
    super(runner, options)
    const bailing = new Set()
    runner.on('start', () => takeBails(runner.suite, bailing))
    runner.on('fail', (failed) => {
      const list = process.env.FAILED_FILES
      if (list) appendFileSync(list, `${relative(process.cwd(), failed.file ?? failed.parent?.file ?? 'unknown')}\n`)
      for (let suite = failed.parent; suite; suite = suite.parent) if (bailing.has(suite)) leaveOut(suite)
    })
  }
}

/** Notes the suites that bail, the outermost alone, and takes that from Mocha. */
function takeBails(suite, bailing) {
  if (suite.bail() && !suite.parent?.bail()) bailing.add(suite)
  for (const one of suite.suites) takeBails(one, bailing)
  suite.bail(false)
}

/** What has not run yet of a suite is skipped. */
function leaveOut(suite) {
  suite.eachTest((test) => {
    if (test.state) return
    test.fn = function () {
      this.skip()
    }
  })
}
