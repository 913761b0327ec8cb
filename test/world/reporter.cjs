const { appendFileSync } = require('node:fs')
const { relative } = require('node:path')
const { Spec } = require('mocha').reporters

/** Mocha's usual report; where FAILED_FILES says, the file of each failed test or hook too, a line each: `.ci/run` reads them. */
module.exports = class Reporter extends Spec {
  constructor(runner, options) {
    super(runner, options)
    const list = process.env.FAILED_FILES
    if (list)
      runner.on('fail', ({ file, parent }) =>
        appendFileSync(list, `${relative(process.cwd(), file ?? parent?.file ?? 'unknown')}\n`),
      )
  }
}
