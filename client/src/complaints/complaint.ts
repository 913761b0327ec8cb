import type { Told } from '../../../server/complaints/clocks.ts'
import type { Complaint, Stage } from '../../../server/complaints/complaint.ts'
import type { Letter, Matter } from '../../../server/complaints/contract.ts'
import type { Rulebook } from '../../../server/law/rulebook.ts'
import { say } from '../app/words.ts'

/** A complaint as the platform shows it to one who may read it. */
export interface Shown extends Omit<Complaint, 'sealed' | 'counts' | 'tag'> {
  letter: Letter
  /** the objection that it grew from, with what was answered */
  before: Told | null
  /** null: before the opening those who run the tender are not told */
  author: { code: string; name: string } | null
  of: { code: string; name: string; track: 'T' | 'G'; stage: string }
  /** until when the supervisor's next step is due; null: no time, or the clock stands */
  waits: number | null
  overdue: boolean
}

/** An objection of one's own that a complaint may follow. */
export interface Earlier {
  id: string
  matter: 'documents' | 'prequalification' | 'opening' | 'result'
  at: number
  answerBy: number | null
  answeredAt: number | null
}

/** The complaints about a tender that one may read, and what the law says about them. */
export interface Complaints {
  items: Shown[]
  objections: Earlier[]
  law: {
    within: Rulebook['complaintWithin']
    objectionFirst: Rulebook['objectionFirst']
    ruling: Rulebook['complaintRuling']
    acceptance: Rulebook['complaintAcceptance']
    suspension: Rulebook['complaintSuspension']
    reEvaluation: Rulebook['reEvaluation']
  }
}

export const matters = (): Record<Matter, string> => ({
  documents: say('招标文件', 'tender documents'),
  prequalification: say('资格预审结果', 'result of the prequalification'),
  opening: say('开标', 'opening'),
  result: say('评标结果', 'result'),
  other: say('其他事项', 'another matter'),
})

export const stages = (): Record<Stage, string> => ({
  filed: say('待受理', 'filed'),
  accepted: say('已受理', 'taken up'),
  declined: say('不予受理', 'not taken up'),
  withdrawn: say('已撤回', 'withdrawn'),
  ruled: say('已作出处理决定', 'ruled'),
})

export const outcomes = () => ({
  upheld: say('投诉成立', 'upheld'),
  unfounded: say('缺乏事实根据或者法律依据，驳回', 'unfounded: dismissed'),
  abusive: say('捏造事实、伪造材料或以非法手段取得证明材料，驳回', 'invented or forged: dismissed'),
})

export const remedies = () => ({
  none: say('不作其他处理', 'nothing further'),
  correct: say('责令改正', 'to be corrected'),
  reReview: say('责令重新审查资格预审申请文件', 'applications to be reviewed again'),
  reEvaluate: say('责令重新评标', 'to be evaluated again'),
  retender: say('责令重新招标', 'to be tendered again'),
})
