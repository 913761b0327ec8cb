import { expect } from 'chai'
import { judge } from '../../server/archive/verify/lawful/judge.ts'
import { shippedCalendar } from '../../server/law/periods.ts'
import type { Doctor, Log } from './doctors.ts'
import { alsoAdmitted, invited, invitedWrongs, reviewedWorks, reviewWrongs } from './lawfulAdmission.ts'

const wrongIn = (log: Log) => judge(log, shippedCalendar).checks.filter(({ verdict }) => verdict !== 'valid')

/** A lawful course holds; doctored it breaks at its place and at no other, but for what goes together by its nature. */
function finds(lawful: Log, ways: Record<string, [string, Doctor][]>): void {
  it('is lawful where every step is', () => expect(wrongIn(lawful)).to.deep.equal([]))
  for (const [id, doctors] of Object.entries(ways))
    for (const [title, doctor] of doctors)
      it(`finds by ${id} that ${title}`, () => {
        const found = wrongIn(doctor(lawful)).map((one) => one.id)
        expect(found).to.include(id)
        expect(found.filter((one) => one !== id && !alsoAdmitted[id]?.includes(one))).to.deep.equal([])
      })
}

describe('A purchase whose invitees were drawn, judged by the law from its facts', () => finds(invited, invitedWrongs))
describe('Works that were prequalified for, judged by the law from their facts', () =>
  finds(reviewedWorks, reviewWrongs))
