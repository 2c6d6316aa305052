### Words of the console, Vietnamese. Keys say what is meant, not where it stands.

product = Hải Đăng
skip-to-content = Đến nội dung chính
nav-label = Các trang chính
language-label = Ngôn ngữ hiển thị
crumbs-label = Vị trí hiện tại
pager-label = Lật trang
pager-previous = ← Trang trước
pager-next = Trang sau →
pager-page = Trang { $n }
version = bản { $n }
undo = Hoàn tác
control-title = Ký tự điều khiển không nhìn thấy, hiện ra bằng tên
imported = Văn bản nhập từ tệp
official-site = Trang chính thống
priority = Độ ưu tiên
priority-of = Độ ưu tiên { $n } trên 100

nav-queue = Vụ việc chờ xét
nav-search = Tìm kiếm
nav-watchlists = Danh mục theo dõi
nav-sources = Nguồn và thu thập
nav-users = Người dùng
nav-audit = Nhật ký kiểm toán

expired-banner = { $n } danh mục đã quá hạn rà soát, không còn sinh cảnh báo:
expired-banner-way = Người phụ trách cần rà soát và đặt ngày mới trong tệp danh mục.

ago-now = vừa xong
ago-minutes = { $n } phút trước
ago-hours = { $n } giờ trước
ago-days = { $n } ngày trước

## Logging in and out

log-in-title = Đăng nhập
log-in-lead = Dành cho người xét duyệt, phân tích, vận hành và quản trị.
log-in-name = Tên đăng nhập
log-in-password = Mật khẩu
log-in-button = Đăng nhập
log-in-refused = Tên đăng nhập hoặc mật khẩu không đúng.
log-in-help = Quên mật khẩu? Quản trị viên có thể cấp mật khẩu dùng một lần.
log-out = Đăng xuất

## The account

account-title = Tài khoản của tôi
account-who = Quyền của tôi
account-password = Đổi mật khẩu
account-must-change = Đây là mật khẩu dùng một lần. Hãy đặt mật khẩu của riêng bạn để tiếp tục.
account-password-rule = Ít nhất { $n } ký tự. Một câu dài dễ nhớ tốt hơn một từ có ký hiệu lạ.
account-old = Mật khẩu hiện tại
account-new = Mật khẩu mới
account-again = Nhập lại mật khẩu mới
account-change = Đổi mật khẩu
password-old-wrong = Mật khẩu hiện tại không đúng.
password-differs = Hai lần nhập mật khẩu mới không giống nhau.
password-same = Mật khẩu mới phải khác mật khẩu hiện tại.
password-too-short = Mật khẩu mới cần ít nhất { $n } ký tự.
password-too-long = Mật khẩu mới quá dài; hãy dùng tối đa 256 byte.
password-holds-name = Mật khẩu mới không được chứa tên đăng nhập.
password-monotone = Mật khẩu mới không được chỉ lặp lại một ký tự.

## Users

users-title = Người dùng
users-roles = Vai trò
users-state = Tình trạng
users-acts = Thao tác
users-own = bạn
users-active = Đang hoạt động
users-closed = Đã đóng
users-locked = Tạm khóa vì đăng nhập sai nhiều lần
users-must-change = Chờ đổi mật khẩu lần đầu
users-new-secret = Cấp mật khẩu mới
users-close = Đóng tài khoản
users-new = Thêm người dùng
users-create = Tạo người dùng
users-name-rule = 1–64 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới.
users-bad-name = Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới.
users-no-role = Hãy chọn ít nhất một vai trò.
users-name-taken = Tên đăng nhập này đã có người dùng.
users-secret-title = Mật khẩu dùng một lần của { $name }
users-secret-text = Chỉ hiện một lần. Hãy trao tận tay; người dùng phải đổi ở lần đăng nhập đầu tiên.

role-analyst = Phân tích viên
role-reviewer = Người xét duyệt
role-operator = Người vận hành
role-admin = Quản trị viên
role-does-analyst = tìm kiếm những gì đã thu thập
role-does-reviewer = xem và kết luận vụ việc
role-does-operator = chỉnh nguồn và danh mục theo dõi
role-does-admin = người dùng và nhật ký kiểm toán

## Audit

audit-title = Nhật ký kiểm toán
audit-lead = Các dòng chỉ được thêm vào; mỗi dòng mang mã băm của dòng trước. Mới nhất ở trên.
audit-at = Thời điểm
audit-actor = Người thực hiện
audit-act = Hành động
audit-subject = Đối tượng
audit-detail = Chi tiết
audit-system = hệ thống
audit-log-in = đăng nhập
audit-log-in-refused = bị từ chối đăng nhập
audit-log-out = đăng xuất
audit-user-created = tạo người dùng
audit-user-changed = thay đổi người dùng
audit-user-closed = đóng tài khoản
audit-case-claimed = nhận vụ việc
audit-case-decided = kết luận
audit-case-undone = hoàn tác kết luận
audit-unmasked = xem dữ liệu cá nhân
audit-watchlist-loaded = nạp danh mục
audit-watchlist-installed = nhận danh mục khi cài đặt
audit-watchlist-drafted = soạn bản nháp danh mục
audit-watchlist-tried = đưa danh mục vào chạy thử
audit-watchlist-proposed = đề nghị công bố danh mục
audit-watchlist-published = công bố danh mục
audit-watchlist-retire-proposed = đề nghị ngừng dùng danh mục
audit-watchlist-retired = ngừng dùng một bản danh mục
audit-source-loaded = nạp nguồn
audit-rematched = đối chiếu lại trang đã lưu
audit-reindexed = dựng lại chỉ mục tìm kiếm

## The queue

queue-title = Vụ việc
queue-count = { $n } vụ việc, ưu tiên cao nhất ở trên
queue-tabs = Tình trạng vụ việc
queue-category = Loại vi phạm
queue-all-categories = Mọi loại vi phạm
queue-site = Trang (tên miền)
queue-filter = Lọc
queue-empty-title = Không có vụ việc nào ở đây
queue-empty-text = Vụ việc mới sẽ hiện ra khi danh mục theo dõi gặp nội dung đáng ngờ.
queue-in-zone = vùng:
queue-flags = { $n } cảnh báo
queue-claim = Nhận vụ
queue-claimed-by-me = Bạn đang xét
queue-claimed-by = { $name } đang xét
queue-decided-by-me = Bạn đã kết luận
queue-keys = Phím tắt: J, K để chọn vụ việc, Enter để mở.

state-open = Chờ xét
state-confirmed-once = Chờ người thứ hai
state-confirmed-twice = Đã xác nhận
state-closed = Không vi phạm

## A case

case-title = Vụ việc #{ $n }
case-next = Vụ tiếp theo
case-address = Địa chỉ:
case-opened = Mở
case-fetched = Tải về
case-stored-page = Xem trang đã lưu
case-text = Đoạn chữ bị gắn cảnh báo
case-no-run = Điểm khớp không nằm trong đoạn chữ nào, mà ở tên máy chủ hoặc liên kết; xem bảng bên dưới.
case-no-page = Bản trang này không còn được lưu.
case-whole-text = Toàn bộ văn bản ({ $n } đoạn)
case-why = Vì sao có cảnh báo
case-flags = Các cảnh báo của vụ việc ({ $n })
case-flag-page = Trang
case-flag-rules = Luật
case-flag-raised = Lúc
case-decisions = Kết luận
case-no-decisions = Chưa có ai kết luận.
case-history = Lịch sử ({ $n })
text-cut = Văn bản quá dài; phần sau không hiện ở đây.
block-target = Liên kết tới:

hit-quote = Chữ trên trang
hit-term = từ khóa
hit-rule = Danh mục / luật
hit-kind = Loại luật
hit-zone = Vùng
hit-rung = Cách khớp
hit-confidence = Độ tin cậy
hit-reason-tone-placement = dấu đặt ở vị trí khác, hoặc i thay y
hit-reason-bare = không dấu, như chữ xung quanh
hit-reason-bare-in-accented = không dấu giữa văn bản có dấu
hit-reason-ambiguous = từ ngắn, nhiều nghĩa khi bỏ dấu
hit-reason-boundary-crossed = vượt ranh giới từ
hit-reason-glued = các âm tiết viết liền
hit-reason-obfuscated = chữ được ngụy trang
hit-reason-teencode = viết kiểu teencode
hit-reason-legacy-encoding = bảng mã cũ hoặc đọc sai bảng mã
hit-reason-foreign-text = giữa văn bản tiếng nước ngoài
hit-reason-code = giống mã số hoặc số điều khoản

part-severity = Mức nghiêm trọng
part-confidence = Độ tin cậy
part-zone = Vùng trên trang
part-freshness = Độ mới
part-reach = Tầm ảnh hưởng
priority-product = Độ ưu tiên là tích của các phần trên.

decide-title = Kết luận của bạn
decide-category = Loại vi phạm
decide-confirm = Xác nhận vi phạm
decide-reason = Lý do không vi phạm
decide-choose-reason = Chọn lý do…
decide-not-harmful = Không vi phạm
decide-note = Ghi chú (không bắt buộc)
decide-unsure = Chưa chắc, cần ý kiến thứ hai
decide-done = Bạn đã kết luận vụ việc này. Muốn kết luận khác, hãy hoàn tác trước.
decide-keys = Phím tắt: 1 xác nhận · 2 rồi 1–6 chọn lý do không vi phạm · 3 chưa chắc · J vụ tiếp theo.
decide-no-category = Hãy chọn loại vi phạm.
decide-no-reason = Hãy chọn lý do vì sao không vi phạm.
decide-note-missing = Lý do “khác” cần ghi chú nói rõ đó là gì.
decide-note-too-long = Ghi chú quá dài; tối đa 4.000 ký tự.
decision-undone = đã hoàn tác
just-decided = Đã ghi kết luận vụ việc #{ $n }:

outcome-confirmed = Xác nhận vi phạm
outcome-not-harmful = Không vi phạm
outcome-unsure = Chưa chắc

reason-report = Tin tức, cảnh báo, tường thuật phiên tòa
reason-other-sense = Từ mang nghĩa khác
reason-quoted = Trích lời người khác
reason-education = Bài học hoặc văn bản pháp luật
reason-already-gone = Nội dung đã bị gỡ
reason-other = Khác (nêu trong ghi chú)

conflict-title = Vụ việc đã thay đổi
conflict-text = Trong lúc bạn xem, vụ việc có thêm cảnh báo hoặc kết luận mới. Kết luận của bạn chưa được ghi, để không đè lên thay đổi đó.
conflict-seen = Lần sửa bạn đã xem
conflict-now = Lần sửa hiện tại
conflict-state = Tình trạng hiện tại
conflict-flags = Số cảnh báo
conflict-flags-seen = lúc bạn xem: { $n }
conflict-changes = Những việc gần nhất
conflict-note = Ghi chú bạn đã viết
conflict-way = Xem lại vụ việc

unmask-title = Xem dữ liệu cá nhân
unmask-text = Số điện thoại, số giấy tờ, số tài khoản và thư điện tử đang được che. Lý do xem được ghi vào nhật ký kiểm toán; dữ liệu chỉ hiện một lần.
unmask-reason = Lý do cần xem
unmask-button = Ghi lý do và xem
unmask-reason-short = Hãy nêu lý do xem dữ liệu cá nhân, ít nhất 10 chữ cái.
unmask-reason-long = Lý do quá dài; tối đa 500 ký tự.
unmasked-title = Đang hiện dữ liệu cá nhân.
unmasked-text = Lần xem này đã được ghi vào nhật ký kiểm toán.
unmasked-back = Che lại

category-gambling = Cờ bạc
category-fraud = Lừa đảo
category-phishing = Giả mạo chiếm tài khoản
category-fake-job = Việc làm giả
category-loan-shark = Tín dụng đen
category-fake-papers = Giấy tờ giả
category-counterfeit = Hàng giả, tiền giả
category-drugs = Ma túy
category-weapons = Vũ khí
category-illegal-trade = Buôn bán trái phép khác
category-data-trade = Mua bán dữ liệu
category-leaked-data = Lộ dữ liệu cá nhân
category-malware = Mã độc
category-child-safety = An toàn trẻ em
category-hacked-site = Trang bị xâm nhập

severity-low = Thấp
severity-medium = Trung bình
severity-high = Cao
severity-critical = Rất nghiêm trọng

kind-offer = Chào mời
kind-report = Tường thuật

zone-title = Tiêu đề
zone-meta = Siêu dữ liệu
zone-lead = Sapo
zone-main = Nội dung chính
zone-other = Ngoài nội dung chính
zone-anchor = Chữ liên kết
zone-attribute = Thuộc tính
zone-comment = Chú thích mã nguồn
zone-script = Mã kịch bản
zone-hidden = Chữ ẩn
zone-host = Tên máy chủ
zone-link = Đích liên kết

signal-glued-words = chữ viết dính liền
signal-link-farm = trang toàn liên kết ra ngoài
signal-hidden-outbound = giấu liên kết ra ngoài
signal-doorway = trang cửa ngõ do máy dựng
signal-language-shift = có phần đổi ngôn ngữ

hidden-by-display = không hiển thị
hidden-by-visibility = tàng hình
hidden-by-opacity = trong suốt
hidden-by-size = khung quá nhỏ
hidden-by-off-screen = đẩy ra ngoài màn hình
hidden-by-clip = bị cắt mất
hidden-by-transform = thu nhỏ hoặc lọc mất
hidden-by-behind = nằm sau nền
hidden-by-colour = trùng màu nền
hidden-by-font-size = cỡ chữ quá nhỏ
hidden-by-folded = gập lại chờ bấm mở
hidden-by-aria-hidden = giấu khỏi phần mềm đọc màn hình
hidden-by-element = phần tử không hiện chữ

visibility-visible = Nhìn thấy
visibility-hidden = Bị ẩn
visibility-suspect = Khó nhìn thấy
visibility-collapsed = Đang gập
visibility-unknown = Chưa rõ

rung-exact = Khớp đúng
rung-tone = Khác vị trí dấu
rung-folded = Bỏ dấu
rung-deobf = Gỡ ngụy trang

## Search

search-title = Tìm kiếm
search-label = Câu tìm
search-placeholder = Ví dụ: "nhà cái" AND "nạp tiền"
search-sort = Thứ tự
sort-relevance = Phù hợp nhất
sort-newest = Mới nhất
search-button = Tìm
search-total = { $n } trang
search-total-least = Ít nhất { $n } trang
search-sites = Theo trang:
search-none-title = Không tìm thấy trang nào
search-none-text = Thử ít từ hơn, hoặc bỏ dấu ngoặc kép. Gõ không dấu cũng tìm được chữ có dấu.
search-too-long = Câu tìm quá dài; tối đa { $n } byte.
search-help-title = Cách viết câu tìm
search-help-words = trang có bất kỳ từ nào, nhiều từ hơn thì lên trước; gõ không dấu cũng được
search-help-phrase = đúng cụm từ này, liền nhau
search-help-not = có cụm đầu, không có cụm sau
search-help-near = hai cụm cách nhau tối đa 20 từ
search-help-zone = chỉ trong chữ bị ẩn trên trang
search-help-site = chỉ trên một trang

## A stored page

page-untitled = (không có tiêu đề)
page-number = Trang đã lưu #{ $n }
page-text = Văn bản của trang
page-empty = Trang không có chữ.
page-facts = Thông tin
page-site = Trang
page-source = Nguồn
page-fetched = Tải về
page-published = Ngày đăng
page-language = Ngôn ngữ
page-encoding = Bảng mã
page-flags = Cảnh báo
page-no-flags = Không có cảnh báo.
page-versions = Các bản đã lưu ({ $n })
page-version-shown = đang xem
page-links = Liên kết trên trang ({ $n })
page-links-text = Chỉ hiện dưới dạng chữ; bảng điều khiển không mở trang đang bị theo dõi.
page-defects = Lỗi khi đọc trang

## Watchlists

watchlists-title = Danh mục theo dõi
try-title = Thử một đoạn văn bản
try-label = Dán văn bản để xem danh mục nào khớp
try-button = Thử
try-kept = Không lưu lại văn bản này.
try-flagged = Sẽ vào hàng chờ xét.
try-below = Có điểm khớp, nhưng chưa đến ngưỡng.
try-nothing = Không luật nào khớp.
try-score = Điểm { $n }%
try-threshold = (ngưỡng { $n }%)
try-evidence = Bằng chứng
try-unless = Loại trừ
try-report = Bối cảnh đưa tin
try-score-short = Điểm
lists-empty-title = Chưa có danh mục nào
lists-empty-text = Đặt tệp danh mục vào thư mục config/watchlists rồi khởi động lại.
list-name = Danh mục
list-severity = Mức nghiêm trọng
list-rules = Số luật
list-rules-count = { $n } luật
list-owner = Người phụ trách
list-review-by = Rà soát trước
list-expired = Quá hạn
list-expired-text = Đã quá ngày rà soát: danh mục này không sinh cảnh báo cho đến khi người phụ trách đặt ngày mới.
list-purpose = Mục đích
list-basis = Căn cứ pháp lý
list-version = Bản
list-state-draft = bản nháp
list-state-trial = chạy thử: chỉ ghi nhận
list-state-live = đang có hiệu lực
list-state-retired = đã thôi dùng
rule-max-rung = Rộng nhất:
rule-zones = Chỉ trong vùng:
rule-unless = Giảm điểm khi có:

## Sources

sources-title = Nguồn và thu thập
sources-pages = Trang đã lưu
sources-fetched = Lượt tải
sources-failed = Lượt hỏng
sources-last = Lần cuối
sources-never = Chưa tải lần nào
sources-index-lag = Chờ lập chỉ mục
sources-imports = Văn bản nhập từ tệp
sources-gone = Tệp nguồn không còn
sources-expired = Quá hạn rà soát
sources-owned = Chủ trang đồng ý
sources-private = Cho phép địa chỉ nội bộ
sources-outcomes = Kết quả các lượt tải
sources-settings = Cấu hình
sources-basis = Căn cứ
sources-seeds = Điểm bắt đầu
sources-scope = Phạm vi
sources-pages-max = Số trang tối đa
sources-delay = Nghỉ giữa hai lượt
sources-every = Lịch
sources-not-scheduled = không theo lịch
sources-empty-title = Chưa có nguồn nào
sources-empty-text = Đặt tệp nguồn vào thư mục config/sources rồi khởi động lại.
frontier-total = Địa chỉ đã biết
frontier-waiting = Chưa tải
frontier-due = Đến hạn
scope-host = một máy chủ
scope-site = cả trang
scope-prefix = theo tiền tố địa chỉ
outcome-how = Kết quả
outcome-count = Số lượt
outcome-last = Lần cuối
outcome-reason = Lý do gần nhất (tiếng Anh)
fetch-page = Đọc được trang
fetch-not-modified = Không thay đổi
fetch-skipped-type = Loại tệp không đọc
fetch-http-error = Máy chủ báo lỗi
fetch-robots-denied = robots.txt không cho phép
fetch-address-refused = Địa chỉ không được phép
fetch-unknown-host = Tên máy chủ không tồn tại
fetch-unreachable = Không kết nối được
fetch-tls = Lỗi TLS
fetch-timeout = Quá thời gian
fetch-too-large = Quá lớn
fetch-bad-encoding = Mã hóa nội dung hỏng
fetch-bad-redirect = Chuyển hướng hỏng
fetch-out-of-scope = Ngoài phạm vi
fetch-imported = Nhập từ tệp

## What went wrong

error-wait = Hãy thử lại sau { $n } phút.
error-not-found-title = Không tìm thấy
error-not-found-text = Trang này không có, hoặc không còn nữa.
error-unauthenticated-title = Chưa đăng nhập
error-unauthenticated-text = Hãy đăng nhập để tiếp tục.
error-forbidden-title = Không có quyền
error-forbidden-text = Vai trò của bạn không cho phép xem trang này hoặc làm việc này. Nếu cần, hãy đề nghị quản trị viên.
error-forged-title = Biểu mẫu không hợp lệ
error-forged-text = Biểu mẫu không đến từ phiên làm việc hiện tại, hoặc phiên đã hết hạn. Chưa có gì thay đổi. Hãy mở lại trang và gửi lần nữa.
error-invalid-title = Yêu cầu không hợp lệ
error-invalid-text = Dữ liệu gửi lên thiếu hoặc sai dạng. Chưa có gì thay đổi.
error-too-large-title = Dữ liệu quá lớn
error-too-large-text = Biểu mẫu gửi lên vượt quá giới hạn. Hãy rút ngắn rồi gửi lại.
error-too-many-title = Quá nhiều lần thử
error-too-many-text = Đã có quá nhiều lần đăng nhập sai, nên tạm thời bị chặn.
error-conflict-title = Không thực hiện được
error-conflict-text = Tình trạng đã khác với lúc bạn mở trang, hoặc việc này không làm được với chính tài khoản của bạn. Chưa có gì thay đổi.
error-disk-full-title = Hết chỗ trên đĩa
error-disk-full-text = Máy chủ hết chỗ lưu trữ nên chưa ghi được gì. Hãy báo người vận hành.
error-internal-title = Có lỗi ở máy chủ
error-internal-text = Việc này chưa thực hiện được. Lỗi đã được ghi lại; hãy thử lại, và báo người vận hành nếu còn gặp.
way-home = Về trang chính
way-log-in = Đến trang đăng nhập
