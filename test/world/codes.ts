import { Refused } from '../../server/cli/demo/client.ts'

/** The code with which a deed is declined, or `done`. Anything but a refusal is a fault and is thrown on. */
export const codeOf = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (problem: unknown) => {
      if (problem instanceof Refused) return problem.code
      throw problem
    },
  )
