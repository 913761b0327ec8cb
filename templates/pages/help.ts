import { both, html, type Markup } from './html.ts'

/** One guide: for whom, and what to do in which order. */
type Guide = readonly [id: string, zh: string, en: string, steps: readonly string[]]

const GUIDES: readonly Guide[] = [
  [
    'bidder',
    '投标人、供应商',
    'Bidders',
    [
      '用单位的数字证书从交易入口登录，不需要注册账号。先做“环境检测”：浏览器、证书、时钟和网络逐项列出。',
      '在标段页阅读招标文件并确认收到；可以匿名提问，也可以在法定期限内提出异议（质疑）。文件有澄清或修改的，平台通知全部已获取文件者。',
      '要求保证金的，按页面给出的收款子账号转账，或者提交保函、保证保险。开标前除您之外没有人看得到谁缴了保证金。',
      '封装并递交：选择投标文件、填写投标函，在本机签章、加密，上传后签名递交。拿到平台签名的回执才算递交成功；截止前可以撤回或者替换。',
      '截止时间即开标时间。进入开标大厅签到，在时限内用封装时的证书解密，核对唱标结果并签署；对开标有异议的当场提出。',
      '评标期间按要求在线澄清。结果公布后可以看到本单位的得分和名次；对结果有异议（质疑）的在期限内提出，对答复不满意的向监督部门投诉。',
    ],
  ],
  [
    'tenderer',
    '招标人、采购人、代理机构',
    'Tenderers, purchasers, agents',
    [
      '主体登记一次，再登记项目；每一步保存后可以随时回来继续。',
      '编制招标文件、时间安排和评标办法。时间由平台按规则包计算，不合法的日期写明所依据的条文。',
      '各开标人公布本标段的密钥，体检通过后签名发布。发布后的修改只能另行发布澄清或修改文件。',
      '答复提问和异议（质疑）。开标前看不到谁提问、谁递交、有几家。',
      '截止时自动开标；按主持台的步骤公布名单、开启、唱标、答复异议、签署记录。',
      '抽取专家、接收评标报告、公示（公告）、定标、发出通知书、签订合同、退还保证金、归档，每一步的期限由平台计算并提醒。',
    ],
  ],
  [
    'expert',
    '评标专家',
    'Experts',
    [
      '用个人证书登录，在“我的抽取通知”中答复能否参加；通知不含项目名称。',
      '到场后签到、签署承诺、逐家声明有无利害关系；应当回避的当场退出。',
      '逐项评审和评分，评分自动保存；锁定前任何人看不到您的分数。',
      '核对汇总，签署报告；有不同意见的写明后签署，逐字写入报告。',
    ],
  ],
  [
    'supervisor',
    '行政监督部门',
    'Supervisors',
    [
      '从监督入口登录。工作台列出到期的事项、提示和投诉；每个标段的全部记录可以逐条核验。',
      '可以责令暂停、处理投诉、组织双随机抽查。下达的指令和决定同样写入日志，任何人可以核验。',
    ],
  ],
  [
    'public',
    '社会公众',
    'Everybody',
    [
      '查公告、看结果、下载文件都不需要登录，也不收费用。按条件查到的公告可以用 RSS、Atom 或日历订阅。',
      '核验文书：扫描文书上的二维码，或者输入其编号；也可以把文件拖到核验页，文件只在您的机器上计算，不上传。',
      '不信任本平台的，可以用随源代码发布的 yangguang-verify 离线核验回执、证明和档案。',
    ],
  ],
]

const QUESTIONS: readonly (readonly [question: string, answer: string])[] = [
  [
    '时间以什么为准？',
    '以平台时钟的北京时间为准，办事页面上方显示的就是平台的时间。截止前一毫秒送达有效，截止瞬间及以后不再接收。',
  ],
  [
    '截止前谁能看到我的投标文件？',
    '没有人。文件在您的机器上加密：一半密钥只有您的证书能解开，另一半由公告列明的开标人分持。投标人名称、数量和递交情况在开标前对任何人不可见。',
  ],
  ['上传中断了怎么办？', '已传的部分不会丢失。回到封装页，选择同样的文件，从中断处继续。'],
  [
    '证书丢失或者到期怎么办？',
    '开标须用封装时的证书解密。更换证书后请保留旧证书；招标文件允许补救码的，可在封装时生成并与证书分开保管。',
  ],
  [
    '平台打不开怎么办？',
    '运行状况页依据公开日志说明平台是否正常。登录后可以报告故障并立即得到回执；连接不上时报告签名后存在本机，恢复后再提交。',
  ],
  [
    '填写到一半登录到期了怎么办？',
    '到期前十分钟提示，可以当场延长；已经到期的，在原页面重新签名即可继续，填写的内容不丢失。',
  ],
]

const guide = ([id, zh, en, steps]: Guide): Markup =>
  html`<section id="${id}"><h2>${both(zh, en)}</h2><ol>${steps.map((step) => html`<li>${step}</li>`)}</ol></section>`

/** Help: what each may do here in which order, what is asked often, and how far the pages serve everybody. */
export const helpBody: Markup = html`<header class="title"><h1>${both('帮助', 'Help')}</h1>
<p class="actions">${GUIDES.map(([id, zh]) => html`<a href="#${id}">${zh}</a>`)}<a href="#questions">常见问题</a><a href="#access">无障碍</a><a href="/status">运行状况</a></p></header>
<div class="prose">${GUIDES.map(guide)}
<section id="questions"><h2>${both('常见问题', 'Questions')}</h2>${QUESTIONS.map(
  ([question, answer]) => html`<h3>${question}</h3><p>${answer}</p>`,
)}</section>
<section id="access"><h2>${both('无障碍声明', 'Accessibility')}</h2>
<p>公开页面不需要脚本，可以放大、打印，可以由屏幕阅读器朗读。办事页面以 WCAG 2.2 AA 为目标：全部操作可以只用键盘完成，焦点可见，颜色不单独表达含义，出错时列出每一处并可直接到达。本声明依据平台自身的检查，未经第三方测评；发现障碍，请持本页地址联系主办单位。</p>
<p><span class="en" lang="en">Public pages need no script. The pages to work in aim at WCAG 2.2 AA by our own checks; nobody else has assessed them.</span></p></section></div>`
