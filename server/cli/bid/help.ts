/** How the bidder's tool is used: examples first. */
export const HELP = `yangguang-bid init --tender GD-WJB-2026-001 --from https://public.example
yangguang-bid trust --from https://public.example -o trust-list.json
yangguang-bid check GD-WJB-2026-001
yangguang-bid check GD-WJB-2026-001 --blind
yangguang-bid sign GD-WJB-2026-001 --key company.p12 --force
yangguang-bid seal GD-WJB-2026-001 -o bid.bid --key company.p12 --machine --to https://trading.example
yangguang-bid inspect bid.bid
yangguang-bid open bid.bid --key company.p12
yangguang-bid upload bid.bid --tender GD-WJB-2026-001 --to https://trading.example --key company.p12 --submit
yangguang-bid upload bid.bid --tender GD-WJB-2026-001 --to https://trading.example --key company.p12 --resume
yangguang-bid submit bid.bid --tender GD-WJB-2026-001 --to https://trading.example --key company.p12
yangguang-bid submit bid.bid --tender GD-WJB-2026-001 --to https://trading.example --agent
yangguang-bid status bid.bid --tender GD-WJB-2026-001 --to https://trading.example --key company.p12
yangguang-bid withdraw bid.bid --sequence 1 --tender GD-WJB-2026-001 --to https://trading.example --key company.p12
yangguang-bid report 平台故障证据.json -o report.receipt.json --kind upload --from 2026-04-07T09:30:00+08:00 --account said.txt --to https://trading.example --key company.p12
yangguang-bid verify bid.receipt.json --package bid.bid
yangguang-bid certificates --agent

  init [DIR]     建立投标文件夹：招标信息、三个分册、报价表 makes a folder: the tender, three volumes, the form
  trust          由日志重算平台的信任列表并列出；-o 存下其证明，供离线核验（--list）
                 makes the platform's trust list anew from its log; -o keeps what proves it, for checks with --list
  check DIR      检查结构、PDF、大小、报价、开标公钥 structure, PDF files, size, price, the officers' keys
  sign FILES     以投标人证书在 PDF 上签章（PAdES），-o DIR 另存，--force 就地；文件夹即其三个分册
                 signs PDF files with the bidder's certificate and stamp: -o DIR elsewhere, --force in place; a folder: its volumes
  seal DIR       在本机加密封装 -o FILE（替换时加 --sequence N） encrypts on this machine; --sequence N to replace a bid
  inspect FILE   公开的文件头（- 为标准输入） the public header (- reads standard input)
  open FILE      预演：本密钥能否打开 rehearsal: does this key open it
  upload FILE    分片上传，可续传 --resume，可随后递交 --submit sends in pieces, resumes, and submits if told
  submit FILE    签名递交，取得回执（JSON 与 PDF） signs, submits, keeps the receipt as JSON and PDF
  status FILE    平台上现有什么：第几次递交、回执、时间戳、日志证明；随后到的存到文件旁。也可给出 init 建立的文件夹
                 what the platform holds: which bid, receipt, time stamp, proof; keeps what came since. Or a folder of init
  withdraw FILE  截止前撤回 --sequence N，取得回执；时间戳与日志证明稍后用 status 取回
                 takes the bid of number N back before the deadline and keeps the receipt
  report [FILE]  报告平台故障并取得回执 -o：--kind signIn|upload|submit|opening|other、--from、--until（未恢复不写）、--account 说明文件、
                 --tender 标段（名单公开前保密）；FILE 是网页存下的证据或已签名未送出的报告；连不上时存为 *.unsent.json，再次运行即补送
                 reports a failure of the platform; FILE is evidence that a page saved, or a signed report that could not be sent;
                 what cannot be sent now is kept as *.unsent.json and sent by the same call again
  certificates   列出密钥文件或助手中的证书 lists what a key file or the agent holds
  verify FILE    离线核验回执，选项同 yangguang-verify receipt checks a receipt offline

  --key FILE.p12   密钥文件；PIN 按提示输入，或 --pin-fd N，或环境变量 YANGGUANG_PIN，不写在命令行里
                   the key file; its PIN at the prompt, by --pin-fd N or YANGGUANG_PIN, never as an argument
  --agent [ADDRESS]  用本机助手中的证书（USB Key），口令在助手窗口中输入；首次按提示输入助手显示的配对码（或环境变量
                   YANGGUANG_AGENT_CODE）；助手须允许来源 program://yangguang-bid
                   the certificates of the local agent (a USB key): the PIN is typed at the agent; at the first call the code
                   that it shows, at the prompt or by YANGGUANG_AGENT_CODE; it must admit the origin program://yangguang-bid
  --certificate X  有多张证书时选择：SHA-256 的前 8 位以上，签名与加密的用逗号分隔
                   which certificate, where there are several: 8 digits or more of its SHA-256; commas between two
  --old-key FILE   换证前的密钥文件（多个用逗号分隔）：只用于打开，签名仍用有效的证书
                   key files from before a renewal, separated by commas: they open, the valid certificate signs
  --machine        seal 时读取本机网卡、硬盘、处理器编号并密封进投标文件（开标前无人可见）；不加则载明“未采集”
                   seal reads the numbers of this machine into the bid, where nobody sees them before the opening
  --to ORIGIN      与 --machine 一起：请平台签发本机网络地址证明，平台不留存
                   with --machine: the platform states the address it sees, and keeps nothing
  --remedy FILE    招标文件允许补救的：seal 时把补救码写入 FILE，open 时核对它（开标时用它还须全体开标人同意）；请与密钥分开保管
                   where the tender document allows it: seal writes the remedy code, open compares it (at the opening it takes every officer too); keep it apart
  --page first|last|N --at X,Y   印章的页与位置（自左上角，0 至 100）；--unseen 不显示印章
                   where the stamp stands, in hundredths from the upper left; --unseen draws none
  --blind          check：在技术标中查找 身份信息.txt 所列内容（招标文件规定暗标的自动检查）；文字读不出的页如实列出
                   check: looks for the lines of 身份信息.txt in the technical volume; pages that cannot be read are said
  --roots PATH     您信任的根证书（PEM 文件或文件夹）：init、check、seal 时开标人的签名须通往它；不给时取平台信任列表
                   the roots you trust, a PEM file or a folder: the officers' signatures must lead there; else the platform's list
  --anew           init、trust：平台的日志公钥或证书确已更换时，重新认识；本机记得每个平台的公钥、检查点和信任列表的变更
                   meets the platform anew whose keys have changed; this machine remembers keys, head and trust list of each
  --force          覆盖已有文件 replaces files that are there
  --no-input       不提问 never asks
  --progress json  进度为 JSON 行 progress as lines of JSON
  --json --quiet --no-color --help --version

exit codes: 0 good · 1 a check failed · 2 usage · 3 unreadable · 4 cannot decide · 5 network or server
            6 refused by the server (its problem on standard output) · 7 key, agent or PIN · 130 interrupted`
