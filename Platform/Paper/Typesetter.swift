internal import CPangoCairo
import Kernel

/// How text is set.
struct TextStyle {
    var size: Double
    /// 0 is black.
    var grey = 0.0
    var isCentred = false
    var isRight = false

    static let body = TextStyle(size: 9.5)
    static let cell = TextStyle(size: 8.5)
    static let label = TextStyle(size: 7, grey: 0.38)
    static let head = TextStyle(size: 7.5, grey: 0.25)
    static let note = TextStyle(size: 7.5, grey: 0.3)
    static let heading = TextStyle(size: 11.5)
    static let title = TextStyle(size: 18)
}

/// A layout of Pango's, released with its last line.
final class TextLayout {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { tw_release_layout(pointer) }
}

/// A line that is set: where it lies in its column and how much room it takes.
struct TextLine {
    let layout: TextLayout
    let line: OpaquePointer
    /// From the left of the column.
    let left: Double
    let height: Double
    /// From the top of the line down to what letters stand on.
    let baseline: Double
    let grey: Double
}

/// Breaks text into lines. Belongs to one thread.
final class Typesetter {
    private let context: OpaquePointer
    private var fonts: [Double: OpaquePointer] = [:]

    /// Height of a line and place of its baseline, of the size of the letters. The same for every
    /// line, whichever fonts its characters were found in, so that neighbours stand level; Chinese
    /// fills its square and needs air.
    private static let (leading, ascent) = (1.42, 1.09)

    init(_ language: Language) throws(PaperRefusal) {
        guard let context = tw_make_context() else { throw .failed("pango") }
        self.context = context
        guard tw_has_family(context, PaperPress.family) != 0 else {
            throw .fontMissing(PaperPress.family)
        }
        // Letters where they belong, not on the squares of some screen.
        if let options = cairo_font_options_create() {
            cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
            cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
            cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
            pango_cairo_context_set_font_options(context, options)
            cairo_font_options_destroy(options)
        }
        pango_context_set_round_glyph_positions(context, 0)
        // One point is one point: without this Pango takes a screen of 96 points an inch.
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_language(
            context, pango_language_from_string(language == .zh ? "zh-cn" : "en"))
        pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
    }

    deinit {
        for font in fonts.values { pango_font_description_free(font) }
        tw_release_context(context)
    }

    /// The lines of a text in a column.
    func lines(_ text: String, width: Double, _ style: TextStyle) throws(PaperRefusal)
        -> [TextLine]
    {
        let plain = PlainText.fit(text)
        guard !plain.isEmpty else { return [] }
        guard let pointer = pango_layout_new(context) else { throw .failed("pango") }
        let layout = TextLayout(pointer)
        pango_layout_set_font_description(pointer, font(style.size))
        pango_layout_set_auto_dir(pointer, 0)
        pango_layout_set_width(pointer, Int32(max(width, 1) * Double(PANGO_SCALE)))
        pango_layout_set_wrap(pointer, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_alignment(
            pointer, style.isRight ? PANGO_ALIGN_RIGHT
                : style.isCentred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT)
        // Never markup: what somebody typed is set as it was typed.
        pango_layout_set_text(pointer, plain, Int32(plain.utf8.count))
        return lines(of: layout, style)
    }

    private func lines(of layout: TextLayout, _ style: TextStyle) -> [TextLine] {
        guard let iterator = pango_layout_get_iter(layout.pointer) else { return [] }
        defer { pango_layout_iter_free(iterator) }
        var lines: [TextLine] = []
        repeat {
            guard let line = pango_layout_iter_get_line_readonly(iterator) else { continue }
            var box = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &box)
            let scale = Double(PANGO_SCALE)
            lines.append(
                TextLine(
                    layout: layout, line: line, left: Double(box.x) / scale,
                    height: style.size * Self.leading, baseline: style.size * Self.ascent,
                    grey: style.grey))
        } while pango_layout_iter_next_line(iterator) != 0
        return lines
    }

    private func font(_ size: Double) -> OpaquePointer? {
        if let known = fonts[size] { return known }
        let font = pango_font_description_from_string(PaperPress.families)
        pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
        if let font { fonts[size] = font }
        return font
    }
}
